/**
 * Generations of the running application, and what outlives them. The only package that
 * knows DevTools' {@code Restarter} and the only one with mutable static state.
 */
@NullMarked
package dev.holdfast.restart;

import org.jspecify.annotations.NullMarked;
