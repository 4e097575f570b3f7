package dev.holdfast.ratelimit;

import java.util.function.LongSupplier;

import org.springframework.util.Assert;

import dev.holdfast.state.RestartState;
import dev.holdfast.state.StateCell;

/**
 * Makes limiters that count in the memory of this JVM. Each has its windows in restart
 * state.
 *
 * @param state the restart state
 * @param maxIdentifiers number of identifiers that each limiter remembers
 * @param ticker tells the time in nanoseconds
 * @param wallClock tells the time of day
 */
record WindowStores(RestartState state, int maxIdentifiers, LongSupplier ticker,
		WallClock wallClock) implements LimiterFactory {

	private static final String KEY_PREFIX = "holdfast.rate-limit.";

	WindowStores {
		Assert.isTrue(maxIdentifiers > 0, () -> "'maxIdentifiers' must be positive [" + maxIdentifiers + "]");
	}

	@Override
	public void check(String name, RateLimit rateLimit) {
		int weight = Window.weight(rateLimit);
		if (weight > this.maxIdentifiers) {
			throw new RateLimitDefinitionException(name,
					"Rate limiter '%s' with %s needs room for %d identifiers to count for one, and there is room for %d."
						.formatted(name, rateLimit, weight, this.maxIdentifiers),
					"Raise holdfast.rate-limit.max-identifiers, lower the limit, or use a fixed window.");
		}
	}

	@Override
	public RateLimiter make(String name, RateLimit rateLimit) {
		StateCell<WindowStore> store = this.state.define(KEY_PREFIX + name, WindowStore.class,
				() -> new WindowStore(this.maxIdentifiers));
		store.get().resize(this.maxIdentifiers);
		return new DefaultRateLimiter(name, rateLimit, store, this.ticker, this.wallClock);
	}

}
