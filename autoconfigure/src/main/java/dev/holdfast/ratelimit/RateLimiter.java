package dev.holdfast.ratelimit;

import reactor.core.publisher.Mono;

/**
 * Counts what each of many identifiers does, and says when it is too much.
 * <p>
 * Safe for use by many threads, and exact: of any number of checks at the same time as
 * many are allowed as the limit says. A check that is not allowed is not counted. In the
 * memory of this JVM the number of identifiers is bounded; beyond that those are
 * forgotten that come least often.
 * <p>
 * Counts outlive restarts, and those who still run in a retired generation count with the
 * others. If the counts are in Redis, all nodes count together; then the methods that do
 * not return a {@code Mono} wait for it, and refuse to do so on the threads of an event
 * loop.
 *
 * @since 0.1.0
 */
public interface RateLimiter {

	/**
	 * Return the name of this limiter.
	 * @return the name
	 */
	String name();

	/**
	 * Return what this limiter allows.
	 * @return the limit
	 */
	RateLimit rateLimit();

	/**
	 * Count one more, if it is allowed.
	 * @param identifier who or what is counted; a long one is kept as a hash
	 * @return whether it is allowed, and how many are left
	 */
	RateLimitDecision check(String identifier);

	/**
	 * Count one more, if it is allowed. Never waits.
	 * @param identifier who or what is counted; a long one is kept as a hash
	 * @return whether it is allowed, and how many are left; counts once for each
	 * subscriber
	 */
	default Mono<RateLimitDecision> checkMono(String identifier) {
		return Mono.fromSupplier(() -> check(identifier));
	}

	/**
	 * Forget what one identifier has done.
	 * @param identifier who or what is counted
	 */
	void reset(String identifier);

	/**
	 * Forget what one identifier has done. Never waits.
	 * @param identifier who or what is counted
	 * @return completes when it is forgotten
	 */
	default Mono<Void> resetMono(String identifier) {
		return Mono.fromRunnable(() -> reset(identifier));
	}

	/**
	 * Forget what all have done.
	 */
	void clear();

	/**
	 * Forget what all have done. Never waits.
	 * @return completes when it is forgotten
	 */
	default Mono<Void> clearMono() {
		return Mono.fromRunnable(this::clear);
	}

}
