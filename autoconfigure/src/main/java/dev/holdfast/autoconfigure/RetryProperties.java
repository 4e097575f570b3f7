package dev.holdfast.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.http.HttpMethod;

/**
 * Properties of the retry of requests that a restart has spoilt.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("holdfast.retry")
public class RetryProperties {

	/**
	 * Whether requests that fail because of a restart are sent to the next generation.
	 */
	private boolean enabled = true;

	/**
	 * How long nothing must have changed until requests that are held are released.
	 */
	private Duration quietPeriod = Duration.ofMillis(200);

	/**
	 * How long a request is held at most. After that it is answered with status 503.
	 */
	private Duration maxWait = Duration.ofSeconds(30);

	/**
	 * How many requests are held at a time at most. Further ones are answered with status
	 * 503 at once.
	 */
	private int maxHeld = 1000;

	/**
	 * How often a client is sent back for stale-looking errors of the live generation,
	 * before the error is passed on.
	 */
	private int maxAttempts = 3;

	/**
	 * What the second of these attempts waits in addition. Doubled for each one after it.
	 */
	private Duration initialBackoff = Duration.ofMillis(200);

	/**
	 * What an attempt waits in addition at most.
	 */
	private Duration maxBackoff = Duration.ofSeconds(5);

	/**
	 * Over what time requests that were held together are released, at random.
	 */
	private Duration spread = Duration.ofMillis(50);

	/**
	 * HTTP methods of the requests that are retried. All, unless it is set.
	 */
	private Set<HttpMethod> methods = new LinkedHashSet<>();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public Duration getQuietPeriod() {
		return this.quietPeriod;
	}

	public void setQuietPeriod(Duration quietPeriod) {
		this.quietPeriod = quietPeriod;
	}

	public Duration getMaxWait() {
		return this.maxWait;
	}

	public void setMaxWait(Duration maxWait) {
		this.maxWait = maxWait;
	}

	public int getMaxHeld() {
		return this.maxHeld;
	}

	public void setMaxHeld(int maxHeld) {
		this.maxHeld = maxHeld;
	}

	public int getMaxAttempts() {
		return this.maxAttempts;
	}

	public void setMaxAttempts(int maxAttempts) {
		this.maxAttempts = maxAttempts;
	}

	public Duration getInitialBackoff() {
		return this.initialBackoff;
	}

	public void setInitialBackoff(Duration initialBackoff) {
		this.initialBackoff = initialBackoff;
	}

	public Duration getMaxBackoff() {
		return this.maxBackoff;
	}

	public void setMaxBackoff(Duration maxBackoff) {
		this.maxBackoff = maxBackoff;
	}

	public Duration getSpread() {
		return this.spread;
	}

	public void setSpread(Duration spread) {
		this.spread = spread;
	}

	public Set<HttpMethod> getMethods() {
		return this.methods;
	}

	public void setMethods(Set<HttpMethod> methods) {
		this.methods = methods;
	}

}
