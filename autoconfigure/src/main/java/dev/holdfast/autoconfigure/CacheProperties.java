package dev.holdfast.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of caches.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("holdfast.cache")
public class CacheProperties {

	/**
	 * Whether there are caches, and a cache manager of Spring for them.
	 */
	private boolean enabled = true;

	/**
	 * Where entries are kept. If it is not set, in Redis if all state is kept there.
	 */
	private @Nullable SharedStorageType storage;

	/**
	 * How long entries live from the moment they are written, in caches that say nothing
	 * of it. If it is not set, they do not expire.
	 */
	private @Nullable Duration timeToLive;

	/**
	 * Number of entries of caches that say nothing of it.
	 */
	private long maximumSize = 10_000;

	/**
	 * Whether to count hits and misses of caches that say nothing of it.
	 */
	private boolean statistics = true;

	/**
	 * Settings of caches by their names, each with a time-to-live, a maximum-size or
	 * both. They win over those in the code.
	 */
	private Map<String, Named> caches = new LinkedHashMap<>();

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

	public @Nullable Duration getTimeToLive() {
		return this.timeToLive;
	}

	public void setTimeToLive(@Nullable Duration timeToLive) {
		this.timeToLive = timeToLive;
	}

	public long getMaximumSize() {
		return this.maximumSize;
	}

	public void setMaximumSize(long maximumSize) {
		this.maximumSize = maximumSize;
	}

	public boolean isStatistics() {
		return this.statistics;
	}

	public void setStatistics(boolean statistics) {
		this.statistics = statistics;
	}

	public Map<String, Named> getCaches() {
		return this.caches;
	}

	public void setCaches(Map<String, Named> caches) {
		this.caches = caches;
	}

	/**
	 * Settings of one cache.
	 */
	public static class Named {

		/**
		 * How long entries live from the moment they are written.
		 */
		private @Nullable Duration timeToLive;

		/**
		 * Number of entries.
		 */
		private @Nullable Long maximumSize;

		public @Nullable Duration getTimeToLive() {
			return this.timeToLive;
		}

		public void setTimeToLive(@Nullable Duration timeToLive) {
			this.timeToLive = timeToLive;
		}

		public @Nullable Long getMaximumSize() {
			return this.maximumSize;
		}

		public void setMaximumSize(@Nullable Long maximumSize) {
			this.maximumSize = maximumSize;
		}

	}

}
