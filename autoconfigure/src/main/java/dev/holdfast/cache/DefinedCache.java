package dev.holdfast.cache;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import reactor.core.publisher.Mono;

/**
 * What caches do for {@link DefinedCaches} and for Spring, wherever their entries are.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
interface DefinedCache<K, V> extends RestartCache<K, V> {

	CacheSettings settings();

	/**
	 * Return a value before it is computed otherwise: none if the entries are out of
	 * reach.
	 * @param key the key
	 * @return the value, or {@code null} if there is none
	 */
	@Nullable V lookup(K key);

	/**
	 * Return a value that is there or being computed, before it is computed otherwise.
	 * @param key the key
	 * @return the value, or {@code null} if it is known that there is none
	 */
	@Nullable Mono<V> find(K key);

	/**
	 * Put a value in, perhaps after this method has returned, but before what this thread
	 * asks for next.
	 * @param key the key
	 * @param value the value
	 */
	void putEventually(K key, V value);

	/**
	 * Return whether this thread may call methods that wait for the entries.
	 * @return whether it may
	 */
	boolean mayWait();

	/**
	 * Let go of what is being computed, which refers to those who wait for it. What is
	 * computed from now on is for those who wait alone.
	 */
	void close();

	static void checkEntry(String cache, @Nullable Object key, @Nullable Object value) {
		Assert.notNull(key, () -> "The key of an entry of cache '" + cache + "' must not be null");
		Assert.notNull(value, () -> "The value of the key '" + key + "' in cache '" + cache
				+ "' must not be null. Use an Optional, or a value that stands for 'none'");
	}

}
