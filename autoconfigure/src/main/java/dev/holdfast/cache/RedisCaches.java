package dev.holdfast.cache;

import java.util.function.BiFunction;

import dev.holdfast.redis.RedisAccess;

/**
 * All caches of one generation, whose entries are in Redis.
 */
final class RedisCaches extends DefinedCaches {

	private final RedisAccess redis;

	private final EntryCodec codec;

	RedisCaches(RedisAccess redis, EntryCodec codec, CacheSettings defaults,
			BiFunction<String, CacheSettings, CacheSettings> configured) {
		super(defaults, configured);
		this.redis = redis;
		this.codec = codec;
	}

	@Override
	RedisCache<?, ?> make(String name, CacheSettings settings) {
		return new RedisCache<>(name, settings, this.redis, new RedisEntries(name, this.redis, this.codec));
	}

}
