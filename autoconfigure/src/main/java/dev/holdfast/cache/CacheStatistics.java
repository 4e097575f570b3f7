package dev.holdfast.cache;

/**
 * What has happened in a {@link RestartCache} since its generation began. All zero for a
 * cache without statistics.
 *
 * @param hits number of lookups that found an entry
 * @param misses number of lookups that did not
 * @param loads number of values that were computed
 * @param failures number of computations that failed or had no result
 * @param evictions number of entries that expired or had to make room
 * @since 0.1.0
 */
public record CacheStatistics(long hits, long misses, long loads, long failures, long evictions) {

	/**
	 * Return the share of lookups that found an entry.
	 * @return the share between 0 and 1; 1 if there were no lookups
	 */
	public double hitRate() {
		long lookups = this.hits + this.misses;
		return (lookups == 0) ? 1.0 : (double) this.hits / lookups;
	}

}
