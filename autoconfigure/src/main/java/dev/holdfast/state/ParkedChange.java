package dev.holdfast.state;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.holdfast.state.migration.DehydratedValue;

/**
 * An entry of a parked history.
 *
 * @param value the value, or {@code null} if it is the current one
 * @param time when it was set
 * @param generation the number of the generation that set it
 */
record ParkedChange(@Nullable DehydratedValue value, Instant time, int generation) {

}
