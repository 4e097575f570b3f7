/**
 * Restart state: values that the application defines once and finds again after every
 * restart.
 */
@NullMarked
package dev.holdfast.state;

import org.jspecify.annotations.NullMarked;
