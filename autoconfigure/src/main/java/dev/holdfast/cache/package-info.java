/**
 * Caches with names and times to live, which outlive restarts in development; and the
 * same caches as those of Spring.
 */
@NullMarked
package dev.holdfast.cache;

import org.jspecify.annotations.NullMarked;
