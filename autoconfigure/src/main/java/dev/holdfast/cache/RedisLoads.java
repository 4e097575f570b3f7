package dev.holdfast.cache;

import java.util.function.Function;

import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import dev.holdfast.redis.RedisAccess;
import dev.holdfast.redis.RedisUnavailableException;

/**
 * Computes what is sought and not in Redis.
 * <p>
 * Who seeks a value to compute it otherwise has a place in {@code pending}, from before
 * the look into Redis until after the value is there; all others of this node who seek it
 * meanwhile wait for that one. Writing takes the place away. A value whose place has gone
 * is not put in, and if it goes while the value is on its way, the entry is removed: to
 * miss a value is always right.
 */
final class RedisLoads {

	private final PendingLoads pending;

	private final String name;

	private final CacheSettings settings;

	private final RedisAccess redis;

	private final RedisEntries entries;

	private final CacheCounters counters;

	RedisLoads(String name, CacheSettings settings, RedisAccess redis, RedisEntries entries, CacheCounters counters) {
		this.name = name;
		this.settings = settings;
		this.redis = redis;
		this.entries = entries;
		this.counters = counters;
		this.pending = new PendingLoads(name);
	}

	PendingLoads pending() {
		return this.pending;
	}

	Mono<Object> find(Object key) {
		return this.entries.get(key)
			.doOnSuccess(this.counters::lookup)
			.onErrorResume(RedisUnavailableException.class, (ex) -> Mono.empty());
	}

	Object get(Object key, Function<Object, Object> loader) {
		this.redis.checkMayWait("getMono");
		while (true) {
			Loading loading = this.pending.place(key);
			if (loading.begin()) {
				return loading.run(() -> soughtOnThisThread(key, loader, loading));
			}
			Object value = this.pending.isJoined(key, loading) ? loading.awaitOnThisThread() : null;
			if (value != null) {
				return value;
			}
		}
	}

	private Object soughtOnThisThread(Object key, Function<Object, Object> loader, Loading loading) {
		Object present = this.redis.await(find(key), "getMono");
		if (present != null) {
			return present;
		}
		Object value = null;
		try {
			value = loader.apply(key);
		}
		finally {
			this.counters.load(value);
		}
		if (value == null) {
			throw new IllegalStateException("The loader of cache '" + this.name + "' returned null for the key '" + key
					+ "'. Return an Optional, or a value that stands for 'none'");
		}
		this.redis.await(stored(key, value, loading), "getMono");
		return value;
	}

	Mono<Object> getMono(Object key, Function<Object, Mono<?>> loader) {
		return Mono.deferContextual((context) -> sought(key, loader, context));
	}

	private Mono<Object> sought(Object key, Function<Object, Mono<?>> loader, ContextView context) {
		while (true) {
			Loading loading = this.pending.place(key);
			if (loading.begin()) {
				loading.subscribe(() -> find(key).switchIfEmpty(computed(key, loader, loading)), context);
				return loading.await();
			}
			loading.checkMayWait(context);
			if (this.pending.isJoined(key, loading)) {
				return loading.await();
			}
		}
	}

	private Mono<Object> computed(Object key, Function<Object, Mono<?>> loader, Loading loading) {
		return Mono.<Object>defer(() -> loader.apply(key))
			.doOnSuccess(this.counters::load)
			.doOnError((failure) -> this.counters.load(null))
			.flatMap((value) -> stored(key, value, loading).thenReturn(value));
	}

	private Mono<Void> stored(Object key, Object value, Loading loading) {
		return Mono
			.defer(() -> this.pending.has(key, loading)
					? this.entries.put(key, value, this.settings.timeToLive()).then(kept(key, loading)) : Mono.empty())
			.onErrorResume(RedisUnavailableException.class, (ex) -> Mono.empty());
	}

	private Mono<Void> kept(Object key, Loading loading) {
		return Mono.defer(() -> this.pending.leave(key, loading) ? Mono.empty() : this.entries.remove(key).then());
	}

}
