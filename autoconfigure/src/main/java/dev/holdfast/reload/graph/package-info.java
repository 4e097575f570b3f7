/**
 * Who depends on whom among the classes of an application, read from byte code: what
 * changed in a class, which classes and which routes that reaches.
 */
@NullMarked
package dev.holdfast.reload.graph;

import org.jspecify.annotations.NullMarked;
