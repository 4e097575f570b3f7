package dev.holdfast.cache;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.holdfast.redis.RedisAccess;
import dev.holdfast.state.storage.StateStorageException;

/**
 * The entries of one cache in Redis, each a value with an expiry of Redis' own. An entry
 * that does not fit the present classes is none.
 */
final class RedisEntries {

	private static final Log logger = LogFactory.getLog(RedisEntries.class);

	private static final RedisScript<byte[]> PUT_IF_ABSENT = RedisScript.of("""
			local present = redis.call('GET', KEYS[1])
			if present then
				return present
			end
			if ARGV[2] == '' then
				redis.call('SET', KEYS[1], ARGV[1])
			else
				redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
			end
			return nil
			""", byte[].class);

	private final String name;

	private final RedisAccess redis;

	private final EntryCodec codec;

	private final String prefix;

	private final byte[] prefixBytes;

	RedisEntries(String name, RedisAccess redis, EntryCodec codec) {
		this.name = name;
		this.redis = redis;
		this.codec = codec;
		// Else the entries of a cache 'a:b' would be among those of a cache 'a'
		this.prefix = redis.key("cache", name.replace("%", "%25").replace(":", "%3A"), "");
		this.prefixBytes = this.prefix.getBytes(StandardCharsets.UTF_8);
	}

	private byte[] key(Object key) {
		byte[] encoded = encoded(key);
		byte[] bytes = Arrays.copyOf(this.prefixBytes, this.prefixBytes.length + encoded.length);
		System.arraycopy(encoded, 0, bytes, this.prefixBytes.length, encoded.length);
		return bytes;
	}

	private byte[] encoded(Object object) {
		try {
			return this.codec.encode(object);
		}
		catch (StateStorageException ex) {
			throw new StateStorageException(
					"A key or a value of cache '%s' cannot be kept in %s. %s".formatted(this.name,
							this.redis.describe(), ex.getProblem()),
					ex.getAction() + " Or set holdfast.cache.storage to heap.", ex);
		}
	}

	Mono<Object> get(Object key) {
		return this.redis.get(key(key)).mapNotNull(this::decoded);
	}

	private @Nullable Object decoded(byte[] content) {
		try {
			return this.codec.decode(content);
		}
		catch (RuntimeException ex) {
			logger.debug("An entry of cache '" + this.name + "' does not fit the present classes", ex);
			return null;
		}
	}

	Mono<Void> put(Object key, Object value, @Nullable Duration timeToLive) {
		return this.redis.set(key(key), encoded(value), millis(timeToLive));
	}

	// Redis knows no less
	private static @Nullable Duration millis(@Nullable Duration timeToLive) {
		return (timeToLive != null) ? Duration.ofMillis(timeToLive.plusNanos(999_999).toMillis()) : null;
	}

	/**
	 * Put a value in, unless there is one.
	 * @param key the key
	 * @param value the value
	 * @param timeToLive how long it lives, or {@code null} if it does not expire
	 * @return the value that was there; empty if it has been put in
	 */
	Mono<Object> putIfAbsent(Object key, Object value, @Nullable Duration timeToLive) {
		Duration millis = millis(timeToLive);
		byte[] time = ((millis != null) ? String.valueOf(millis.toMillis()) : "").getBytes(StandardCharsets.US_ASCII);
		return this.redis.run(PUT_IF_ABSENT, List.of(key(key)), List.of(encoded(value), time)).flatMap((content) -> {
			Object present = decoded(content);
			return (present != null) ? Mono.just(present) : put(key, value, timeToLive).then(Mono.empty());
		});
	}

	Mono<Boolean> remove(Object key) {
		return this.redis.remove(key(key));
	}

	Mono<Void> clear() {
		return this.redis.removeAll(this.prefix);
	}

	Mono<Long> count() {
		return this.redis.keys(this.prefix).count();
	}

	Flux<Object> keys() {
		return this.redis.keys(this.prefix)
			.mapNotNull((key) -> decoded(Arrays.copyOfRange(key, this.prefixBytes.length, key.length)));
	}

}
