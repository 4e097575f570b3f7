package dev.holdfast.ratelimit;

/**
 * Counts what each of many identifiers does, and says when it is too much.
 * <p>
 * Safe for use by many threads, and exact: of any number of checks at the same time as
 * many are allowed as the limit says. Never waits. A check that is not allowed is not
 * counted. The number of identifiers is bounded; beyond that those are forgotten that
 * come least often.
 * <p>
 * Counts outlive restarts, and those who still run in a retired generation count with the
 * others.
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
	 * Forget what one identifier has done.
	 * @param identifier who or what is counted
	 */
	void reset(String identifier);

	/**
	 * Forget what all have done.
	 */
	void clear();

}
