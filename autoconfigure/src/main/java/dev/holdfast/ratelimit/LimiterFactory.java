package dev.holdfast.ratelimit;

/**
 * Makes limiters that count in some place.
 */
interface LimiterFactory {

	/**
	 * Check that there can be such a limiter.
	 * @param name its name
	 * @param rateLimit what it allows
	 * @throws RateLimitDefinitionException if there cannot
	 */
	default void check(String name, RateLimit rateLimit) {
	}

	/**
	 * Make a limiter.
	 * @param name its name
	 * @param rateLimit what it allows
	 * @return the limiter
	 */
	RateLimiter make(String name, RateLimit rateLimit);

}
