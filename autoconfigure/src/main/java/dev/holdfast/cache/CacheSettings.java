package dev.holdfast.cache;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * Settings of a {@link RestartCache}. Immutable: each method with an argument returns
 * others.
 *
 * @param timeToLive how long an entry lives from the moment it is written, or
 * {@code null} if it does not expire
 * @param maximumSize number of entries; when there are more, those go that are used least
 * @param statistics whether to count hits and misses
 * @since 0.1.0
 */
public record CacheSettings(@Nullable Duration timeToLive, long maximumSize, boolean statistics) {

	/**
	 * Settings of caches that nobody has said anything of: 10,000 entries that do not
	 * expire, with statistics.
	 */
	public static final CacheSettings DEFAULT = new CacheSettings(null, 10_000, true);

	/**
	 * Create settings.
	 * @param timeToLive how long an entry lives, or {@code null} if it does not expire
	 * @param maximumSize number of entries
	 * @param statistics whether to count hits and misses
	 */
	public CacheSettings {
		Assert.isTrue(timeToLive == null || isPositive(timeToLive),
				() -> "'timeToLive' must be positive [" + timeToLive + "]");
		Assert.isTrue(maximumSize > 0, () -> "'maximumSize' must be positive [" + maximumSize + "]");
	}

	static boolean isPositive(Duration duration) {
		return !duration.isNegative() && !duration.isZero();
	}

	/**
	 * Let entries expire.
	 * @param timeToLive how long an entry lives from the moment it is written
	 * @return settings with that time to live
	 */
	public CacheSettings timeToLive(Duration timeToLive) {
		Assert.notNull(timeToLive, "'timeToLive' must not be null");
		return new CacheSettings(timeToLive, this.maximumSize, this.statistics);
	}

	/**
	 * Limit the number of entries.
	 * @param maximumSize number of entries
	 * @return settings with that size
	 */
	public CacheSettings maximumSize(long maximumSize) {
		return new CacheSettings(this.timeToLive, maximumSize, this.statistics);
	}

	/**
	 * Switch statistics on or off.
	 * @param statistics whether to count hits and misses
	 * @return settings with or without statistics
	 */
	public CacheSettings statistics(boolean statistics) {
		return new CacheSettings(this.timeToLive, this.maximumSize, statistics);
	}

}
