package dev.holdfast.retry;

import java.time.Duration;

/**
 * What a client that is sent back again and again waits each time, in addition to the
 * quiet period: nothing at first, and then twice as long with each attempt.
 *
 * @param initial what the second attempt waits
 * @param max what an attempt waits at most
 * @since 0.1.0
 */
public record RetryBackoff(Duration initial, Duration max) {

	/**
	 * Nobody waits in addition.
	 */
	public static final RetryBackoff NONE = new RetryBackoff(Duration.ZERO, Duration.ZERO);

	/**
	 * Check the times.
	 * @param initial what the second attempt waits
	 * @param max what an attempt waits at most
	 */
	public RetryBackoff {
		RetrySettings.notNegative("initial", initial);
		RetrySettings.notNegative("max", max);
	}

	/**
	 * Return what an attempt waits.
	 * @param attempt the number of the attempt, counted from 1
	 * @return the time
	 */
	Duration before(int attempt) {
		if (attempt <= 1 || this.initial.isZero()) {
			return Duration.ZERO;
		}
		Duration backoff = this.initial;
		for (int i = 2; i < attempt && backoff.compareTo(this.max) < 0; i++) {
			backoff = backoff.multipliedBy(2);
		}
		return (backoff.compareTo(this.max) < 0) ? backoff : this.max;
	}

}
