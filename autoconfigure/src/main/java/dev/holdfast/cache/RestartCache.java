package dev.holdfast.cache;

import java.time.Duration;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A named cache. Its entries may go at any time, to make room for others.
 * <p>
 * Safe for use by many threads. Neither keys nor values are {@code null}. A value is
 * computed once, however many ask for it at the same time; one that is replaced or
 * removed while it is computed is not put into the cache.
 * <p>
 * Entries expire by the time at which they were written, whatever restarts come in
 * between. Once the generation of the cache is retired, its entries can still be read,
 * but {@link #put}, {@link #remove} and {@link #clear} throw a
 * {@link dev.holdfast.state.StaleStateException}.
 * <p>
 * If the entries are in Redis, all nodes share them, and methods that do not return a
 * {@code Mono} wait for it. They refuse to do so on the threads of an event loop. The
 * others work the same wherever the entries are.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 * @since 0.1.0
 */
public interface RestartCache<K, V> {

	/**
	 * Return the name of this cache.
	 * @return the name
	 */
	String name();

	/**
	 * Return a value, if it is there. Never waits for one that is being computed.
	 * @param key the key
	 * @return the value, or {@code null} if there is none yet
	 */
	@Nullable V get(K key);

	/**
	 * Return a value, if it is there.
	 * @param key the key
	 * @return the value, sought anew for each subscriber; empty if there is none yet
	 */
	default Mono<V> getMono(K key) {
		return Mono.fromSupplier(() -> get(key));
	}

	/**
	 * Return a value, and compute it first if need be. Whoever asks meanwhile waits, so
	 * this is not for event loops: see {@link #getMono}.
	 * @param key the key
	 * @param loader computes the value on the thread of the caller. If it fails, all who
	 * wait get its exception, and the next one tries again
	 * @return the value
	 * @throws IllegalStateException if the loader returns {@code null} or asks for the
	 * very value that it is to compute; if this thread would have to wait, and is one
	 * that must not block; or if it is interrupted while it waits
	 */
	V get(K key, Function<? super K, ? extends V> loader);

	/**
	 * Return a value, and compute it first if need be. Nobody is blocked meanwhile. The
	 * loader's {@code Mono} sees the Reactor context of the first who subscribed. It is
	 * cancelled when all who wait for it have cancelled, and not before.
	 * @param key the key
	 * @param loader computes the value. If it fails, all who wait get its error, and the
	 * next one tries again; if it is empty, nothing is put into the cache
	 * @return the value, sought anew for each subscriber
	 */
	Mono<V> getMono(K key, Function<? super K, ? extends Mono<? extends V>> loader);

	/**
	 * Put a value in, for as long as the cache's settings say.
	 * @param key the key
	 * @param value the value
	 */
	void put(K key, V value);

	/**
	 * Put a value in, with a time to live of its own.
	 * @param key the key
	 * @param value the value
	 * @param timeToLive how long it lives from now on
	 */
	void put(K key, V value, Duration timeToLive);

	/**
	 * Put a value in, for as long as the cache's settings say.
	 * @param key the key
	 * @param value the value
	 * @return completes when it is there
	 */
	default Mono<Void> putMono(K key, V value) {
		return Mono.fromRunnable(() -> put(key, value));
	}

	/**
	 * Put a value in, with a time to live of its own.
	 * @param key the key
	 * @param value the value
	 * @param timeToLive how long it lives from now on
	 * @return completes when it is there
	 */
	default Mono<Void> putMono(K key, V value, Duration timeToLive) {
		return Mono.fromRunnable(() -> put(key, value, timeToLive));
	}

	/**
	 * Put a value in, unless there is one.
	 * @param key the key
	 * @param value the value
	 * @return the value that was there, or {@code null} if it has been put in
	 */
	@Nullable V putIfAbsent(K key, V value);

	/**
	 * Put a value in, unless there is one.
	 * @param key the key
	 * @param value the value
	 * @return the value that was there; empty if it has been put in
	 */
	default Mono<V> putIfAbsentMono(K key, V value) {
		return Mono.fromSupplier(() -> putIfAbsent(key, value));
	}

	/**
	 * Remove a value.
	 * @param key the key
	 * @return whether it was there
	 */
	boolean remove(K key);

	/**
	 * Remove a value.
	 * @param key the key
	 * @return whether it was there
	 */
	default Mono<Boolean> removeMono(K key) {
		return Mono.fromSupplier(() -> remove(key));
	}

	/**
	 * Remove all values.
	 */
	void clear();

	/**
	 * Remove all values.
	 * @return completes when they are removed
	 */
	default Mono<Void> clearMono() {
		return Mono.fromRunnable(this::clear);
	}

	/**
	 * Count the entries. Looks at each of them.
	 * @return the number of entries that have not expired
	 */
	int size();

	/**
	 * Return the keys of all entries.
	 * @return a copy
	 */
	Set<K> keys();

	/**
	 * Return the keys of all entries.
	 * @return a copy
	 */
	default Mono<Set<K>> keysMono() {
		return Mono.fromSupplier(this::keys);
	}

	/**
	 * Return what has happened in this cache, on this node.
	 * @return the numbers of this moment
	 */
	CacheStatistics statistics();

}
