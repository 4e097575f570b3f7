/**
 * What is called in the benchmarks of request state.
 */
@NullMarked
package dev.holdfast.benchmarks.request;

import org.jspecify.annotations.NullMarked;
