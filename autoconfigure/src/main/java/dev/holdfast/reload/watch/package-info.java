/**
 * The eyes of the reload gate: which files there are, which of them changed in what they
 * contain, and whether it is worth looking. Tells what is on disk and decides nothing.
 */
@NullMarked
package dev.holdfast.reload.watch;

import org.jspecify.annotations.NullMarked;
