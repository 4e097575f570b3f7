/**
 * Lets go of what other people's caches hold of retired generations, and tells when one
 * stays in memory all the same.
 */
@NullMarked
package dev.holdfast.restart.leak;

import org.jspecify.annotations.NullMarked;
