package dev.holdfast.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

import dev.holdfast.ratelimit.RateLimit;

/**
 * Properties of rate limiters.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("holdfast.rate-limit")
public class RateLimitProperties {

	/**
	 * Whether there are rate limiters.
	 */
	private boolean enabled = true;

	/**
	 * Where counts are kept. If it is not set, in Redis if all state is kept there.
	 */
	private @Nullable SharedStorageType storage;

	/**
	 * Whether everything is allowed while counts in Redis are out of reach. Otherwise
	 * nothing is.
	 */
	private boolean failOpen = true;

	/**
	 * Number of identifiers that each limiter remembers in memory, each with 600 bytes at
	 * most. One with many requests in a sliding window counts for several. Beyond that
	 * those are forgotten that come least often.
	 */
	private int maxIdentifiers = 100_000;

	/**
	 * Addresses of proxies, or ranges of them, whose X-Forwarded-For header tells the
	 * address of the client.
	 */
	private List<String> trustedProxies = new ArrayList<>();

	/**
	 * Limits by the names of the limiters, each with a limit, a window and an algorithm.
	 * They win over those in the code.
	 */
	private Map<String, Limit> limits = new LinkedHashMap<>();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable SharedStorageType getStorage() {
		return this.storage;
	}

	public void setStorage(@Nullable SharedStorageType storage) {
		this.storage = storage;
	}

	public boolean isFailOpen() {
		return this.failOpen;
	}

	public void setFailOpen(boolean failOpen) {
		this.failOpen = failOpen;
	}

	public int getMaxIdentifiers() {
		return this.maxIdentifiers;
	}

	public void setMaxIdentifiers(int maxIdentifiers) {
		this.maxIdentifiers = maxIdentifiers;
	}

	public List<String> getTrustedProxies() {
		return this.trustedProxies;
	}

	public void setTrustedProxies(List<String> trustedProxies) {
		this.trustedProxies = trustedProxies;
	}

	public Map<String, Limit> getLimits() {
		return this.limits;
	}

	public void setLimits(Map<String, Limit> limits) {
		this.limits = limits;
	}

	/**
	 * What one limiter allows.
	 */
	public static class Limit {

		/**
		 * Number of requests that are allowed.
		 */
		private int limit;

		/**
		 * Time in which they are allowed.
		 */
		private Duration window = Duration.ofMinutes(1);

		/**
		 * How the time is measured.
		 */
		private RateLimit.Algorithm algorithm = RateLimit.Algorithm.FIXED;

		/**
		 * Whether everything is allowed while counts in Redis are out of reach, if that
		 * is other than for all limiters.
		 */
		private @Nullable Boolean failOpen;

		public int getLimit() {
			return this.limit;
		}

		public void setLimit(int limit) {
			this.limit = limit;
		}

		public Duration getWindow() {
			return this.window;
		}

		public void setWindow(Duration window) {
			this.window = window;
		}

		public RateLimit.Algorithm getAlgorithm() {
			return this.algorithm;
		}

		public void setAlgorithm(RateLimit.Algorithm algorithm) {
			this.algorithm = algorithm;
		}

		public @Nullable Boolean getFailOpen() {
			return this.failOpen;
		}

		public void setFailOpen(@Nullable Boolean failOpen) {
			this.failOpen = failOpen;
		}

	}

}
