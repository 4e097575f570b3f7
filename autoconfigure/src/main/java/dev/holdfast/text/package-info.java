/**
 * Text from anybody, in a shape in which it can be passed on.
 */
@NullMarked
package dev.holdfast.text;

import org.jspecify.annotations.NullMarked;
