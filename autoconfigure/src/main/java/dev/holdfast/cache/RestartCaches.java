package dev.holdfast.cache;

import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.springframework.cache.Cache;

import dev.holdfast.redis.RedisAccess;
import dev.holdfast.state.RestartState;

/**
 * All caches of the application, by name. In development their entries outlive restarts;
 * in production each is a cache in plain memory.
 * <p>
 * Safe for use by many threads. An object of this type belongs to one generation, and so
 * do the caches that it hands out.
 *
 * @since 0.1.0
 */
public interface RestartCaches {

	/**
	 * Define a cache with the settings of the configuration, or find it if it is defined
	 * already, with whatever settings.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param name the name of the cache
	 * @return the cache
	 */
	<K, V> RestartCache<K, V> define(String name);

	/**
	 * Define a cache. What the configuration says of this very cache wins over the given
	 * settings.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param name the name of the cache
	 * @param settings the settings
	 * @return the cache
	 * @throws CacheDefinitionException if the cache is defined already with other
	 * settings
	 */
	<K, V> RestartCache<K, V> define(String name, CacheSettings settings);

	/**
	 * Return a cache as Spring sees it, defined with the settings of the configuration if
	 * it is not defined already. It takes {@code null}.
	 * @param name the name of the cache
	 * @return the cache
	 */
	Cache springCache(String name);

	/**
	 * Return the names of the caches that are defined.
	 * @return the names, sorted
	 */
	Set<String> names();

	/**
	 * Create caches on plain memory.
	 * @param defaults settings of caches that are defined without any
	 * @param configured makes of the name and the settings of a cache those that the
	 * configuration wants
	 * @return the caches
	 */
	static RestartCaches create(CacheSettings defaults, BiFunction<String, CacheSettings, CacheSettings> configured) {
		return new DefaultRestartCaches(null, defaults, configured);
	}

	/**
	 * Create caches whose entries are restart state.
	 * @param state the restart state of the running generation
	 * @param defaults settings of caches that are defined without any
	 * @param configured makes of the name and the settings of a cache those that the
	 * configuration wants
	 * @return the caches
	 */
	static RestartCaches surviving(RestartState state, CacheSettings defaults,
			BiFunction<String, CacheSettings, CacheSettings> configured) {
		return new DefaultRestartCaches(state, defaults, configured);
	}

	/**
	 * Create caches whose entries are in Redis, where all nodes share them.
	 * @param redis the server
	 * @param encoder makes bytes of keys and values; equal keys give equal bytes
	 * @param decoder makes keys and values of bytes; fails if they do not fit
	 * @param defaults settings of caches that are defined without any
	 * @param configured makes of the name and the settings of a cache those that the
	 * configuration wants
	 * @return the caches
	 */
	static RestartCaches shared(RedisAccess redis, Function<Object, byte[]> encoder, Function<byte[], Object> decoder,
			CacheSettings defaults, BiFunction<String, CacheSettings, CacheSettings> configured) {
		return new RedisCaches(redis, new EntryCodec(encoder, decoder), defaults, configured);
	}

}
