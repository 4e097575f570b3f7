/**
 * Measurements of what Holdfast costs, next to what would do instead.
 */
@NullMarked
package dev.holdfast.benchmarks;

import org.jspecify.annotations.NullMarked;
