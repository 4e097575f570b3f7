/**
 * Restart state: values that the application defines once and finds again after every
 * restart, in cells of the running generation; what becomes of them between two
 * generations; and the report on it.
 */
@NullMarked
package dev.holdfast.state;

import org.jspecify.annotations.NullMarked;
