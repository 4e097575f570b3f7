package dev.holdfast.retry;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.http.HttpMethod;
import org.springframework.util.Assert;

/**
 * Settings of the retry filter.
 *
 * @param quietPeriod how long nothing must have changed until requests are released
 * @param maxWait how long a request is held at most
 * @param maxAttempts how often a client is sent back for errors of one and the same
 * generation, before the error is passed on
 * @param initialBackoff what the second of these attempts waits in addition; doubled for
 * each one after it
 * @param maxBackoff what an attempt waits in addition at most
 * @param spread over what time requests that were held together are released, at random
 * @param methods the methods that are retried, in any case; all if empty
 * @param maxHeld how many requests are held at a time at most
 * @since 0.1.0
 */
public record RetrySettings(Duration quietPeriod, Duration maxWait, int maxAttempts, Duration initialBackoff,
		Duration maxBackoff, Duration spread, Set<HttpMethod> methods, int maxHeld) {

	private static final int DEFAULT_MAX_HELD = 1000;

	/**
	 * Check the settings.
	 * @param quietPeriod how long nothing must have changed until requests are released
	 * @param maxWait how long a request is held at most
	 * @param maxAttempts how often a client is sent back for errors of one and the same
	 * generation
	 * @param initialBackoff what the second attempt waits in addition
	 * @param maxBackoff what an attempt waits in addition at most
	 * @param spread over what time requests are released
	 * @param methods the methods that are retried, in any case; all if empty
	 * @param maxHeld how many requests are held at a time at most
	 */
	public RetrySettings {
		notNegative("quietPeriod", quietPeriod);
		notNegative("maxWait", maxWait);
		notNegative("initialBackoff", initialBackoff);
		notNegative("maxBackoff", maxBackoff);
		notNegative("spread", spread);
		Assert.isTrue(maxAttempts >= 0, () -> "'maxAttempts' must not be negative [" + maxAttempts + "]");
		Assert.isTrue(maxHeld >= 0, () -> "'maxHeld' must not be negative [" + maxHeld + "]");
		methods = methods.stream().map(RetrySettings::upperCase).collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * Create settings that hold as many requests as usual.
	 * @param quietPeriod how long nothing must have changed until requests are released
	 * @param maxWait how long a request is held at most
	 * @param maxAttempts how often a client is sent back for errors of one and the same
	 * generation
	 * @param initialBackoff what the second attempt waits in addition
	 * @param maxBackoff what an attempt waits in addition at most
	 * @param spread over what time requests are released
	 * @param methods the methods that are retried, in any case; all if empty
	 */
	public RetrySettings(Duration quietPeriod, Duration maxWait, int maxAttempts, Duration initialBackoff,
			Duration maxBackoff, Duration spread, Set<HttpMethod> methods) {
		this(quietPeriod, maxWait, maxAttempts, initialBackoff, maxBackoff, spread, methods, DEFAULT_MAX_HELD);
	}

	private static HttpMethod upperCase(HttpMethod method) {
		return HttpMethod.valueOf(method.name().toUpperCase(Locale.ROOT));
	}

	private static void notNegative(String name, Duration value) {
		Assert.isTrue(!value.isNegative(), () -> "'" + name + "' must not be negative [" + value + "]");
	}

	boolean covers(HttpMethod method) {
		return this.methods.isEmpty() || this.methods.contains(method);
	}

	/**
	 * Return how long an attempt waits in addition to the quiet period.
	 * @param attempt the number of the attempt, counted from 1
	 * @return the time
	 */
	Duration backoff(int attempt) {
		if (attempt <= 1 || this.initialBackoff.isZero()) {
			return Duration.ZERO;
		}
		Duration backoff = this.initialBackoff;
		for (int i = 2; i < attempt && backoff.compareTo(this.maxBackoff) < 0; i++) {
			backoff = backoff.multipliedBy(2);
		}
		return (backoff.compareTo(this.maxBackoff) < 0) ? backoff : this.maxBackoff;
	}

}
