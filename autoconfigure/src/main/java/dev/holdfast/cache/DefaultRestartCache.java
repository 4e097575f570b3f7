package dev.holdfast.cache;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * A cache of one generation.
 * <p>
 * Reading goes straight to Caffeine. What is written, put in or computed, goes through a
 * guard. In production this is nothing; in development it is the lock of the cell that
 * keeps the entries over restarts, so that a restart waits for a running write, and takes
 * its entry along, and refuses later ones. A value that is still being computed at the
 * restart goes to those who wait for it, and the next generation computes it again.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class DefaultRestartCache<K, V> implements RestartCache<K, V> {

	private final String name;

	private final CacheStore store;

	private final AsyncCache<Object, Object> futures;

	private final Cache<Object, Object> values;

	private final Consumer<Runnable> guard;

	private final BiFunction<Object, Executor, CompletableFuture<Object>> beginning;

	DefaultRestartCache(String name, CacheStore store, Consumer<Runnable> guard) {
		this.name = name;
		this.store = store;
		this.futures = store.futures();
		this.values = store.values();
		this.guard = guard;
		this.beginning = (key, executor) -> new Loading(guard);
	}

	CacheStore store() {
		return this.store;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	@SuppressWarnings("unchecked")
	public @Nullable V get(K key) {
		return (V) this.values.getIfPresent(key);
	}

	@Override
	@SuppressWarnings("unchecked")
	public V get(K key, Function<? super K, ? extends V> loader) {
		Assert.notNull(loader, "'loader' must not be null");
		while (true) {
			CompletableFuture<Object> present = this.futures.get(key, this.beginning);
			Object value = CacheStore.valueOf(present);
			if (value == null && present instanceof Loading loading && loading.begin()) {
				return (V) loading.run(() -> loaded(key, loader));
			}
			if (value == null && isJoined(key, present)) {
				value = ((Loading) present).awaitOnThisThread();
			}
			if (value != null) {
				return (V) value;
			}
		}
	}

	private Object loaded(K key, Function<? super K, ? extends V> loader) {
		V value = loader.apply(key);
		if (value == null) {
			throw new IllegalStateException("The loader of cache '" + this.name + "' returned null for the key '" + key
					+ "'. Return an Optional, or a value that stands for 'none'");
		}
		return value;
	}

	private boolean isJoined(K key, CompletableFuture<Object> present) {
		boolean done = present.isDone();
		if (!done && present instanceof Loading other) {
			Assert.state(!other.isOnThisThread(), () -> "The loader of cache '" + this.name + "' asks for the key '"
					+ key + "', whose value it is to compute");
			if (other.tryJoin()) {
				return true;
			}
		}
		if (!done || present.isCompletedExceptionally()) {
			// It has been given up, and must go before another can begin
			this.futures.asMap().remove(key, present);
		}
		return false;
	}

	@Override
	@SuppressWarnings("unchecked")
	public Mono<V> getMono(K key, Function<? super K, ? extends Mono<? extends V>> loader) {
		Assert.notNull(key, "'key' must not be null");
		Assert.notNull(loader, "'loader' must not be null");
		return Mono.deferContextual((context) -> (Mono<V>) sought(key, loader, context));
	}

	private Mono<Object> sought(K key, Function<? super K, ? extends Mono<? extends V>> loader, ContextView context) {
		while (true) {
			CompletableFuture<Object> present = this.futures.get(key, this.beginning);
			Object value = CacheStore.valueOf(present);
			if (value != null) {
				return Mono.just(value);
			}
			if (present instanceof Loading loading && loading.begin()) {
				loading.subscribe(() -> loader.apply(key), context);
				return loading.await();
			}
			if (isJoined(key, present)) {
				return ((Loading) present).await();
			}
		}
	}

	/**
	 * Return a value that is there or being computed.
	 * @param key the key
	 * @return the value, or {@code null} if there is none
	 */
	@Nullable Mono<Object> find(K key) {
		CompletableFuture<Object> present = this.futures.getIfPresent(key);
		Object value = CacheStore.valueOf(present);
		if (value != null) {
			return Mono.just(value);
		}
		return (present instanceof Loading loading && loading.tryJoin()) ? loading.await() : null;
	}

	@Override
	public void put(K key, V value) {
		checkEntry(key, value);
		this.guard.accept(() -> this.values.put(key, value));
	}

	@Override
	public void put(K key, V value, Duration timeToLive) {
		checkEntry(key, value);
		Assert.notNull(timeToLive, "'timeToLive' must not be null");
		Assert.isTrue(CacheSettings.isPositive(timeToLive), () -> "'timeToLive' must be positive [" + timeToLive + "]");
		this.guard.accept(() -> this.store.put(key, value, timeToLive));
	}

	@Override
	@SuppressWarnings("unchecked")
	public @Nullable V putIfAbsent(K key, V value) {
		checkEntry(key, value);
		CompletableFuture<Object> added = CompletableFuture.completedFuture(value);
		Outcome outcome = new Outcome();
		this.guard.accept(() -> outcome.value = CacheStore.valueOf(this.futures.asMap()
			.compute(key, (same, present) -> (CacheStore.valueOf(present) != null) ? present : added)));
		return (outcome.value != value) ? (V) outcome.value : null;
	}

	private void checkEntry(K key, V value) {
		Assert.notNull(key, () -> "The key of an entry of cache '" + this.name + "' must not be null");
		Assert.notNull(value, () -> "The value of the key '" + key + "' in cache '" + this.name
				+ "' must not be null. Use an Optional, or a value that stands for 'none'");
	}

	@Override
	public boolean remove(K key) {
		Outcome outcome = new Outcome();
		this.guard.accept(() -> outcome.value = CacheStore.valueOf(this.futures.asMap().remove(key)));
		return outcome.value != null;
	}

	@Override
	public void clear() {
		this.guard.accept(this.store::clear);
	}

	@Override
	public int size() {
		return keys().size();
	}

	@Override
	@SuppressWarnings("unchecked")
	public Set<K> keys() {
		Set<Object> keys = new LinkedHashSet<>();
		this.values.asMap().keySet().forEach(keys::add);
		return (Set<K>) Collections.unmodifiableSet(keys);
	}

	@Override
	public CacheStatistics statistics() {
		CacheStats stats = this.values.stats();
		return new CacheStatistics(stats.hitCount(), stats.missCount(), stats.loadSuccessCount(),
				stats.loadFailureCount(), stats.evictionCount());
	}

	@Override
	public String toString() {
		return "cache '" + this.name + "' with " + this.store.settings();
	}

	/**
	 * What comes out of a guarded write.
	 */
	private static final class Outcome {

		private @Nullable Object value;

	}

}
