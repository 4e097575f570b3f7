package dev.holdfast.cache;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import dev.holdfast.state.StaleStateException;

/**
 * A cache of one generation.
 * <p>
 * Reading goes straight to Caffeine. What is written, put in or computed, goes through a
 * guard. In production this is nothing; in development it is the lock of the cell that
 * keeps the entries over restarts, so that a restart waits for a running write, and takes
 * its entry along, and refuses later ones. A value that is still being computed at the
 * restart goes to those who wait for it, and the next generation computes it again.
 * <p>
 * After {@link #close()} no computation keeps a place in the store, which may live on
 * with its entries until another generation asks for them. One that takes its place while
 * the cache is closed either is there when that looks for it, or sees that it is closed.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class DefaultRestartCache<K, V> implements DefinedCache<K, V> {

	private final String name;

	private final CacheStore store;

	private final Consumer<Runnable> guard;

	private final Function<Object, Loading> beginning;

	private volatile boolean closed;

	DefaultRestartCache(String name, CacheStore store, Consumer<Runnable> guard) {
		this.name = name;
		this.store = store;
		this.guard = guard;
		this.beginning = (key) -> new Loading(name, key, (loading, value) -> end(key, loading, value));
	}

	private void end(Object key, Loading loading, @Nullable Object value) {
		try {
			if (value != null) {
				this.guard.accept(() -> this.store.replace(key, loading, value));
			}
		}
		catch (StaleStateException ex) {
			// Of a retired class perhaps, and so for those who wait alone
		}
		finally {
			this.store.end(key, loading, value);
		}
	}

	CacheStore store() {
		return this.store;
	}

	@Override
	public CacheSettings settings() {
		return this.store.settings();
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	@SuppressWarnings("unchecked")
	public @Nullable V get(K key) {
		return (V) this.store.get(key);
	}

	@Override
	@SuppressWarnings("unchecked")
	public V get(K key, Function<? super K, ? extends V> loader) {
		Assert.notNull(loader, "'loader' must not be null");
		Object value = this.store.get(key);
		while (value == null) {
			Slot slot = this.store.slot(key, this.beginning);
			if (slot instanceof CacheEntry entry) {
				value = entry.value();
			}
			else if (slot instanceof Loading loading) {
				if (isBegun(key, loading)) {
					return (V) loading.run(() -> loaded(key, loader));
				}
				value = isJoined(key, loading) ? loading.awaitOnThisThread() : null;
			}
		}
		return (V) value;
	}

	private Object loaded(K key, Function<? super K, ? extends V> loader) {
		V value = loader.apply(key);
		if (value == null) {
			throw new IllegalStateException("The loader of cache '" + this.name + "' returned null for the key '" + key
					+ "'. Return an Optional, or a value that stands for 'none'");
		}
		return value;
	}

	private boolean isBegun(K key, Loading loading) {
		boolean begun = loading.begin();
		if (begun && this.closed) {
			this.store.forget(key, loading);
		}
		return begun;
	}

	private boolean isJoined(K key, Loading loading) {
		boolean joined = loading.tryJoin();
		if (!joined) {
			// It has been given up, and must go before another can begin
			this.store.forget(key, loading);
		}
		return joined;
	}

	@Override
	@SuppressWarnings("unchecked")
	public Mono<V> getMono(K key, Function<? super K, ? extends Mono<? extends V>> loader) {
		Assert.notNull(key, "'key' must not be null");
		Assert.notNull(loader, "'loader' must not be null");
		return Mono.deferContextual((context) -> (Mono<V>) sought(key, loader, context));
	}

	private Mono<Object> sought(K key, Function<? super K, ? extends Mono<? extends V>> loader, ContextView context) {
		Object value = this.store.get(key);
		while (value == null) {
			Slot slot = this.store.slot(key, this.beginning);
			if (slot instanceof CacheEntry entry) {
				value = entry.value();
			}
			else if (slot instanceof Loading loading) {
				if (isBegun(key, loading)) {
					loading.subscribe(() -> loader.apply(key), context);
					return loading.await();
				}
				loading.checkMayWait(context);
				if (isJoined(key, loading)) {
					return loading.await();
				}
			}
		}
		return Mono.just(value);
	}

	@Override
	public @Nullable V lookup(K key) {
		return get(key);
	}

	@Override
	@SuppressWarnings("unchecked")
	public @Nullable Mono<V> find(K key) {
		Object value = this.store.get(key);
		if (value != null) {
			return (Mono<V>) Mono.just(value);
		}
		Loading loading = this.store.loading(key);
		return (loading != null && loading.tryJoin()) ? (Mono<V>) loading.await() : null;
	}

	@Override
	public void putEventually(K key, V value) {
		put(key, value);
	}

	@Override
	public boolean mayWait() {
		return true;
	}

	@Override
	public void put(K key, V value) {
		DefinedCache.checkEntry(this.name, key, value);
		this.guard.accept(() -> this.store.put(key, value, this.store.settings().timeToLive()));
	}

	@Override
	public void put(K key, V value, Duration timeToLive) {
		DefinedCache.checkEntry(this.name, key, value);
		Assert.notNull(timeToLive, "'timeToLive' must not be null");
		Assert.isTrue(CacheSettings.isPositive(timeToLive), () -> "'timeToLive' must be positive [" + timeToLive + "]");
		this.guard.accept(() -> this.store.put(key, value, timeToLive));
	}

	@Override
	@SuppressWarnings("unchecked")
	public @Nullable V putIfAbsent(K key, V value) {
		DefinedCache.checkEntry(this.name, key, value);
		Outcome outcome = new Outcome();
		this.guard.accept(() -> outcome.value = this.store.putIfAbsent(key, value));
		return (V) outcome.value;
	}

	@Override
	public boolean remove(K key) {
		Outcome outcome = new Outcome();
		this.guard.accept(() -> outcome.value = this.store.remove(key));
		return Boolean.TRUE.equals(outcome.value);
	}

	@Override
	public void clear() {
		this.guard.accept(this.store::clear);
	}

	@Override
	public int size() {
		return this.store.size();
	}

	@Override
	@SuppressWarnings("unchecked")
	public Set<K> keys() {
		Set<Object> keys = new LinkedHashSet<>();
		this.store.forEach((key, entry) -> keys.add(key));
		return (Set<K>) Collections.unmodifiableSet(keys);
	}

	@Override
	public CacheStatistics statistics() {
		return this.store.statistics();
	}

	@Override
	public void close() {
		this.closed = true;
		this.store.forgetPending();
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
