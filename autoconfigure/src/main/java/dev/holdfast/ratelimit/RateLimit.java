package dev.holdfast.ratelimit;

import java.time.Duration;

import org.springframework.util.Assert;

/**
 * How many requests are allowed in which time.
 *
 * @param limit number of requests
 * @param window the time
 * @param algorithm how the time is measured
 * @since 0.1.0
 */
public record RateLimit(int limit, Duration window, Algorithm algorithm) {

	/**
	 * The highest limit of a sliding window, which remembers each request.
	 */
	private static final int MAX_SLIDING = 100_000;

	/**
	 * Create a limit.
	 * @param limit number of requests
	 * @param window the time
	 * @param algorithm how the time is measured
	 */
	public RateLimit {
		Assert.notNull(window, "'window' must not be null");
		Assert.notNull(algorithm, "'algorithm' must not be null");
		Assert.isTrue(limit > 0, () -> "'limit' must be positive [" + limit + "]");
		Assert.isTrue(!window.isNegative() && !window.isZero(), () -> "'window' must be positive [" + window + "]");
		Assert.isTrue(window.toDays() <= 366, () -> "'window' must not be longer than a year [" + window + "]");
		Assert.isTrue(algorithm == Algorithm.FIXED || limit <= MAX_SLIDING,
				() -> "'limit' of a sliding window must not be above " + MAX_SLIDING + " [" + limit + "]");
	}

	/**
	 * Allow a number of requests in each window. A window begins with the first request
	 * after the end of the last one.
	 * @param limit number of requests
	 * @param window the time
	 * @return the limit
	 */
	public static RateLimit fixed(int limit, Duration window) {
		return new RateLimit(limit, window, Algorithm.FIXED);
	}

	/**
	 * Allow a number of requests in any time as long as the window. Takes 8 bytes for
	 * each allowed request of an identifier.
	 * @param limit number of requests
	 * @param window the time
	 * @return the limit
	 */
	public static RateLimit sliding(int limit, Duration window) {
		return new RateLimit(limit, window, Algorithm.SLIDING);
	}

	/**
	 * How the time is measured.
	 */
	public enum Algorithm {

		/**
		 * In windows, one after the other. Up to twice the limit may pass around the end
		 * of a window.
		 */
		FIXED,

		/**
		 * Back from each moment. Never more than the limit passes.
		 */
		SLIDING

	}

}
