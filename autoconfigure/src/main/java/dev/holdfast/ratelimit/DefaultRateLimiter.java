package dev.holdfast.ratelimit;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.springframework.util.Assert;

/**
 * A limiter of one generation, with the windows of all.
 */
final class DefaultRateLimiter implements RateLimiter {

	private final String name;

	private final RateLimit rateLimit;

	private final WindowStore store;

	private final LongSupplier ticker;

	private final long length;

	DefaultRateLimiter(String name, RateLimit rateLimit, WindowStore store, LongSupplier ticker) {
		this.name = name;
		this.rateLimit = rateLimit;
		this.store = store;
		this.ticker = ticker;
		this.length = rateLimit.window().toNanos();
	}

	WindowStore store() {
		return this.store;
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
		Window window = this.store.window(Identifiers.bounded(identifier), this.rateLimit.algorithm());
		int limit = this.rateLimit.limit();
		int counted;
		long now;
		long reset;
		synchronized (window) {
			// Within, so that the times of a window are in order
			now = this.ticker.getAsLong();
			counted = window.tryCount(now, limit, this.length);
			reset = window.reset(this.length);
		}
		int count = Math.abs(counted);
		return new RateLimitDecision(counted > 0, limit, Math.max(0, limit - count), count, this.store.time(reset),
				Duration.ofNanos(reset - now));
	}

	@Override
	public void reset(String identifier) {
		Assert.notNull(identifier, "'identifier' must not be null");
		this.store.remove(Identifiers.bounded(identifier));
	}

	@Override
	public void clear() {
		this.store.clear();
	}

	@Override
	public String toString() {
		return "rate limiter '" + this.name + "' with " + this.rateLimit;
	}

}
