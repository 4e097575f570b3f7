package dev.holdfast.ratelimit;

import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

import org.springframework.util.Assert;

import dev.holdfast.state.RestartState;

/**
 * All limiters of one generation, wherever they count.
 * <p>
 * Of threads that define a limiter at the same time each makes one, on the same windows,
 * and all use the first. Nothing is made while the map is locked: an initializer of state
 * may define limiters, too.
 */
final class DefaultRateLimiters implements RateLimiters {

	// Part of a header
	private static final Pattern NAME = Pattern.compile("[\\w.-]{1,64}");

	private static final Pattern PROPERTY_NAME = Pattern.compile("[A-Za-z0-9-]+");

	private final Map<String, RateLimiter> limiters = new ConcurrentHashMap<>();

	private final Map<String, RateLimit> configured;

	private final LimiterFactory factory;

	DefaultRateLimiters(RestartState state, int maxIdentifiers, Map<String, RateLimit> configured, LongSupplier ticker,
			InstantSource clock) {
		this(configured, new WindowStores(state, maxIdentifiers, ticker, new WallClock(clock, ticker.getAsLong())));
	}

	DefaultRateLimiters(Map<String, RateLimit> configured, LimiterFactory factory) {
		this.configured = Map.copyOf(configured);
		this.factory = factory;
		this.configured.forEach(this::check);
	}

	@Override
	public RateLimiter get(String name) {
		RateLimiter limiter = this.limiters.get(name);
		if (limiter != null) {
			return limiter;
		}
		RateLimit rateLimit = this.configured.get(name);
		if (rateLimit == null) {
			String property = "holdfast.rate-limit.limits"
					+ (PROPERTY_NAME.matcher(name).matches() ? "." + name : "[" + name + "]");
			throw new RateLimitDefinitionException(name, "There is no rate limiter '" + name + "'.",
					"Set " + property + ".limit and .window, or define it in the code.");
		}
		return limiter(name, rateLimit);
	}

	@Override
	public RateLimiter define(String name, RateLimit rateLimit) {
		Assert.notNull(rateLimit, "'rateLimit' must not be null");
		RateLimit wanted = this.configured.getOrDefault(name, rateLimit);
		RateLimiter limiter = limiter(name, wanted);
		if (!limiter.rateLimit().equals(wanted)) {
			throw new RateLimitDefinitionException(name, "Rate limiter '%s' is defined twice: with %s and with %s."
				.formatted(name, limiter.rateLimit(), wanted), "Define it once, or give the second one another name.");
		}
		return limiter;
	}

	private RateLimiter limiter(String name, RateLimit rateLimit) {
		RateLimiter limiter = this.limiters.get(name);
		if (limiter != null) {
			return limiter;
		}
		check(name, rateLimit);
		RateLimiter made = this.factory.make(name, rateLimit);
		RateLimiter first = this.limiters.putIfAbsent(name, made);
		return (first != null) ? first : made;
	}

	private void check(String name, RateLimit rateLimit) {
		if (!NAME.matcher(name).matches()) {
			throw new RateLimitDefinitionException(name, "'" + name + "' cannot be the name of a rate limiter.",
					"Use up to 64 letters, digits, dots, hyphens and underscores.");
		}
		this.factory.check(name, rateLimit);
	}

	@Override
	public Set<String> names() {
		Set<String> names = new TreeSet<>(this.limiters.keySet());
		names.addAll(this.configured.keySet());
		return names;
	}

}
