/**
 * What benchmarks need of the inside of request state.
 */
@NullMarked
package dev.holdfast.request;

import org.jspecify.annotations.NullMarked;
