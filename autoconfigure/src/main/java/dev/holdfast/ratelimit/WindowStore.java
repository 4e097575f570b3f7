package dev.holdfast.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * The windows of one limiter by identifier. It has no app type within reach, so it
 * outlives restarts as it is, and all generations count in the same windows.
 * <p>
 * What bounds it is the sum of the weights of its windows. A window that has got another
 * weight is weighed again afterwards, without its monitor; whoever weighs last sees the
 * last weight.
 */
final class WindowStore {

	private final Cache<String, Window> windows;

	WindowStore(int maxIdentifiers) {
		this.windows = Caffeine.newBuilder()
			.maximumWeight(maxIdentifiers)
			.weigher((String identifier, Window window) -> window.weight())
			.build();
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

	void weigh(String identifier, Window window) {
		this.windows.asMap().replace(identifier, window, window);
	}

	void remove(String identifier) {
		this.windows.invalidate(identifier);
	}

	void clear() {
		this.windows.invalidateAll();
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

	/**
	 * Return the sum of the weights.
	 * @return the sum
	 */
	long weight() {
		this.windows.cleanUp();
		return this.windows.policy().eviction().map((eviction) -> eviction.weightedSize().orElseThrow()).orElseThrow();
	}

}
