package dev.holdfast.state;

import java.time.Instant;

/**
 * One value that a piece of state had.
 *
 * @param value the value
 * @param time when it was set
 * @param generation the number of the generation that set it
 * @param <T> the type of the value
 * @since 0.1.0
 */
public record StateChange<T>(T value, Instant time, int generation) {

}
