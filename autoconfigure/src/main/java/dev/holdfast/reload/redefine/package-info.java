/**
 * Replaces code of the running application in place, where that has the effect that a
 * restart would have.
 */
@NullMarked
package dev.holdfast.reload.redefine;

import org.jspecify.annotations.NullMarked;
