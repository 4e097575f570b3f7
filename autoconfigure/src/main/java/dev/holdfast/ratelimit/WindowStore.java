package dev.holdfast.ratelimit;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * The windows of one limiter by identifier. It has no app type within reach, so it
 * outlives restarts as it is, and all generations count in the same windows.
 * <p>
 * Times are those of a clock that never goes back; what it says at the creation of the
 * store, and what the clock on the wall says then, tells how late it is.
 */
final class WindowStore {

	private final Cache<String, Window> windows;

	private final long epochNanos;

	WindowStore(int maxIdentifiers, long now) {
		this.windows = Caffeine.newBuilder().maximumSize(maxIdentifiers).build();
		this.epochNanos = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - now;
	}

	Window window(String identifier, RateLimit.Algorithm algorithm) {
		boolean fixed = algorithm == RateLimit.Algorithm.FIXED;
		Window window = this.windows.getIfPresent(identifier);
		if (window == null) {
			window = this.windows.get(identifier, (missing) -> create(fixed));
		}
		else if (fixed != window instanceof Window.Fixed) {
			// The application has changed its mind
			window = this.windows.asMap()
				.compute(identifier, (same, present) -> (present != null && fixed == present instanceof Window.Fixed)
						? present : create(fixed));
		}
		return window;
	}

	private static Window create(boolean fixed) {
		return fixed ? new Window.Fixed() : new Window.Sliding();
	}

	void remove(String identifier) {
		this.windows.invalidate(identifier);
	}

	void clear() {
		this.windows.invalidateAll();
	}

	Instant time(long nanos) {
		long epoch = this.epochNanos + nanos;
		return Instant.ofEpochSecond(0, epoch);
	}

	void resize(int maxIdentifiers) {
		this.windows.policy().eviction().ifPresent((eviction) -> {
			if (eviction.getMaximum() != maxIdentifiers) {
				eviction.setMaximum(maxIdentifiers);
			}
		});
	}

	/**
	 * Return the number of identifiers.
	 * @return the number
	 */
	long size() {
		this.windows.cleanUp();
		return this.windows.estimatedSize();
	}

}
