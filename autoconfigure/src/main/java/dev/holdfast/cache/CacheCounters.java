package dev.holdfast.cache;

import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * Counts what happens in a cache, if anybody wants to know.
 */
final class CacheCounters {

	private final LongAdder hits = new LongAdder();

	private final LongAdder misses = new LongAdder();

	private final LongAdder loads = new LongAdder();

	private final LongAdder failures = new LongAdder();

	private final LongAdder evictions = new LongAdder();

	private final boolean enabled;

	CacheCounters(boolean enabled) {
		this.enabled = enabled;
	}

	void lookup(@Nullable Object found) {
		if (this.enabled) {
			((found != null) ? this.hits : this.misses).increment();
		}
	}

	void load(@Nullable Object loaded) {
		if (this.enabled) {
			((loaded != null) ? this.loads : this.failures).increment();
		}
	}

	void eviction() {
		if (this.enabled) {
			this.evictions.increment();
		}
	}

	CacheStatistics statistics() {
		return new CacheStatistics(this.hits.sum(), this.misses.sum(), this.loads.sum(), this.failures.sum(),
				this.evictions.sum());
	}

}
