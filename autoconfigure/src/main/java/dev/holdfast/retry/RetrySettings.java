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
 * @param backoff what each of these attempts waits in addition to the quiet period
 * @param spread over what time requests that were held together are released, at random
 * @param methods the methods that are retried, in any case; all if empty
 * @param maxHeld how many requests are held at a time at most
 * @since 0.1.0
 */
public record RetrySettings(Duration quietPeriod, Duration maxWait, int maxAttempts, RetryBackoff backoff,
		Duration spread, Set<HttpMethod> methods, int maxHeld) {

	/**
	 * Check the settings.
	 * @param quietPeriod how long nothing must have changed until requests are released
	 * @param maxWait how long a request is held at most
	 * @param maxAttempts how often a client is sent back for errors of one and the same
	 * generation
	 * @param backoff what each attempt waits in addition to the quiet period
	 * @param spread over what time requests are released
	 * @param methods the methods that are retried, in any case; all if empty
	 * @param maxHeld how many requests are held at a time at most
	 */
	public RetrySettings {
		notNegative("quietPeriod", quietPeriod);
		notNegative("maxWait", maxWait);
		notNegative("spread", spread);
		Assert.isTrue(maxAttempts >= 0, () -> "'maxAttempts' must not be negative [" + maxAttempts + "]");
		Assert.isTrue(maxHeld >= 0, () -> "'maxHeld' must not be negative [" + maxHeld + "]");
		methods = methods.stream().map(RetrySettings::upperCase).collect(Collectors.toUnmodifiableSet());
	}

	private static HttpMethod upperCase(HttpMethod method) {
		return HttpMethod.valueOf(method.name().toUpperCase(Locale.ROOT));
	}

	static void notNegative(String name, Duration value) {
		Assert.isTrue(!value.isNegative(), () -> "'" + name + "' must not be negative [" + value + "]");
	}

	boolean covers(HttpMethod method) {
		return this.methods.isEmpty() || this.methods.contains(method);
	}

}
