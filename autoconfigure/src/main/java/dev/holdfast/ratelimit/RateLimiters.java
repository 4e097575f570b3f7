package dev.holdfast.ratelimit;

import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import dev.holdfast.redis.RedisAccess;
import dev.holdfast.state.RestartState;

/**
 * All rate limiters of the application, by name.
 *
 * @since 0.1.0
 */
public interface RateLimiters {

	/**
	 * Find a limiter that the configuration or the code defines.
	 * @param name the name of the limiter
	 * @return the limiter
	 * @throws RateLimitDefinitionException if there is none
	 */
	RateLimiter get(String name);

	/**
	 * Define a limiter. What the configuration says of this very limiter wins.
	 * @param name the name of the limiter: letters, digits, dots, hyphens and underscores
	 * @param rateLimit what it allows
	 * @return the limiter
	 * @throws RateLimitDefinitionException if it is defined already with another limit,
	 * or has no room for a single identifier
	 */
	RateLimiter define(String name, RateLimit rateLimit);

	/**
	 * Return the names of the limiters that are defined, by the configuration or by the
	 * code: those that {@link #get} finds.
	 * @return the names, sorted
	 */
	Set<String> names();

	/**
	 * Create rate limiters.
	 * @param state the restart state that keeps the counts
	 * @param maxIdentifiers number of identifiers that each limiter remembers
	 * @param configured the limits of the configuration, by name
	 * @return the limiters
	 */
	static RateLimiters create(RestartState state, int maxIdentifiers, Map<String, RateLimit> configured) {
		return new DefaultRateLimiters(state, maxIdentifiers, configured, System::nanoTime, InstantSource.system());
	}

	/**
	 * Create rate limiters that count in Redis, together with all other nodes.
	 * @param redis the server
	 * @param failOpen tells by the name of a limiter whether it allows everything, and
	 * not nothing, while it cannot count
	 * @param configured the limits of the configuration, by name
	 * @return the limiters
	 */
	static RateLimiters shared(RedisAccess redis, Predicate<String> failOpen, Map<String, RateLimit> configured) {
		return new DefaultRateLimiters(configured,
				(name, rateLimit) -> new RedisRateLimiter(name, rateLimit, redis, failOpen.test(name)));
	}

}
