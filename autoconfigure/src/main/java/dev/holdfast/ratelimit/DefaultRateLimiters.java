package dev.holdfast.ratelimit;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import dev.holdfast.state.RestartState;

/**
 * All limiters of one generation. Each has its windows in restart state, where there is
 * any to outlive a restart.
 */
final class DefaultRateLimiters implements RateLimiters {

	private static final String KEY_PREFIX = "holdfast.rate-limit.";

	// Part of a header
	private static final Pattern NAME = Pattern.compile("[\\w.-]{1,64}");

	private final Map<String, DefaultRateLimiter> limiters = new ConcurrentHashMap<>();

	private final @Nullable RestartState state;

	private final int maxIdentifiers;

	private final Map<String, RateLimit> configured;

	private final LongSupplier ticker;

	DefaultRateLimiters(@Nullable RestartState state, int maxIdentifiers, Map<String, RateLimit> configured,
			LongSupplier ticker) {
		Assert.isTrue(maxIdentifiers > 0, () -> "'maxIdentifiers' must be positive [" + maxIdentifiers + "]");
		this.state = state;
		this.maxIdentifiers = maxIdentifiers;
		this.configured = Map.copyOf(configured);
		this.ticker = ticker;
	}

	@Override
	public RateLimiter get(String name) {
		DefaultRateLimiter limiter = this.limiters.get(name);
		if (limiter != null) {
			return limiter;
		}
		RateLimit rateLimit = this.configured.get(name);
		if (rateLimit == null) {
			throw new RateLimitDefinitionException(name, "There is no rate limiter '" + name + "'.",
					"Set holdfast.rate-limit.limits." + name + ".limit and .window, or define it in the code.");
		}
		return limiter(name, rateLimit);
	}

	@Override
	public RateLimiter define(String name, RateLimit rateLimit) {
		Assert.notNull(rateLimit, "'rateLimit' must not be null");
		RateLimit wanted = this.configured.getOrDefault(name, rateLimit);
		DefaultRateLimiter limiter = limiter(name, wanted);
		if (!limiter.rateLimit().equals(wanted)) {
			throw new RateLimitDefinitionException(name, "Rate limiter '%s' is defined twice: with %s and with %s."
				.formatted(name, limiter.rateLimit(), wanted), "Define it once, or give the second one another name.");
		}
		return limiter;
	}

	private DefaultRateLimiter limiter(String name, RateLimit rateLimit) {
		Assert.isTrue(NAME.matcher(name).matches(), () -> "'name' must consist of up to 64 letters, digits, dots, "
				+ "hyphens and underscores [" + name + "]");
		return this.limiters.computeIfAbsent(name,
				(missing) -> new DefaultRateLimiter(name, rateLimit, store(name), this.ticker));
	}

	private WindowStore store(String name) {
		RestartState state = this.state;
		if (state == null) {
			return newStore();
		}
		WindowStore store = state.define(KEY_PREFIX + name, WindowStore.class, this::newStore).get();
		store.resize(this.maxIdentifiers);
		return store;
	}

	private WindowStore newStore() {
		return new WindowStore(this.maxIdentifiers, this.ticker.getAsLong());
	}

	@Override
	public Set<String> names() {
		Set<String> names = new TreeSet<>(this.limiters.keySet());
		names.addAll(this.configured.keySet());
		return names;
	}

}
