package dev.holdfast.ratelimit;

import java.time.Duration;
import java.time.Instant;

/**
 * What a {@link RateLimiter} says to one request.
 *
 * @param allowed whether the request is allowed, and counted
 * @param limit number of requests that are allowed
 * @param remaining number of requests that are left
 * @param count number of requests that have been allowed in the window, this one included
 * @param resetTime when more are allowed: the end of a fixed window, or when the oldest
 * request leaves a sliding one
 * @param resetAfter how long it is until then
 * @since 0.1.0
 */
public record RateLimitDecision(boolean allowed, int limit, int remaining, int count, Instant resetTime,
		Duration resetAfter) {
}
