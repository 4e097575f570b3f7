/**
 * A small application to try Holdfast with.
 */
@NullMarked
package dev.holdfast.sample;

import org.jspecify.annotations.NullMarked;
