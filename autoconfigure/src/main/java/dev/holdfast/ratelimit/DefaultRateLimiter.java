package dev.holdfast.ratelimit;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.springframework.util.Assert;

import dev.holdfast.state.StateCell;

/**
 * A limiter of one generation, with the windows of all.
 */
final class DefaultRateLimiter implements RateLimiter {

	private final String name;

	private final RateLimit rateLimit;

	private final StateCell<WindowStore> store;

	private final LongSupplier ticker;

	private final WallClock wallClock;

	private final long length;

	DefaultRateLimiter(String name, RateLimit rateLimit, StateCell<WindowStore> store, LongSupplier ticker,
			WallClock wallClock) {
		this.name = name;
		this.rateLimit = rateLimit;
		this.store = store;
		this.ticker = ticker;
		this.wallClock = wallClock;
		this.length = rateLimit.window().toNanos();
	}

	WindowStore store() {
		return this.store.get();
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public RateLimit rateLimit() {
		return this.rateLimit;
	}

	@Override
	public RateLimitDecision check(String identifier) {
		Assert.notNull(identifier, "'identifier' must not be null");
		WindowStore store = this.store.get();
		String key = Identifiers.bounded(identifier);
		Window window = store.window(key, this.rateLimit.algorithm());
		int limit = this.rateLimit.limit();
		int counted;
		long now;
		long resetAfter;
		boolean weighsTheSame;
		synchronized (window) {
			// Within, so that the times of a window are in order
			now = this.ticker.getAsLong();
			int weight = window.weight();
			counted = window.tryCount(now, limit, this.length);
			weighsTheSame = weight == window.weight();
			resetAfter = window.reset(limit, this.length) - now;
		}
		if (!weighsTheSame) {
			store.weigh(key, window);
		}
		int count = Math.abs(counted);
		return new RateLimitDecision(counted > 0, limit, Math.max(0, limit - count), count,
				this.wallClock.after(now, resetAfter), Duration.ofNanos(resetAfter));
	}

	@Override
	public void reset(String identifier) {
		Assert.notNull(identifier, "'identifier' must not be null");
		store().remove(Identifiers.bounded(identifier));
	}

	@Override
	public void clear() {
		store().clear();
	}

	@Override
	public String toString() {
		return "rate limiter '" + this.name + "' with " + this.rateLimit;
	}

}
