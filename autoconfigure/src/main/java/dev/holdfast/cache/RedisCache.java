package dev.holdfast.cache;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import reactor.core.publisher.Mono;

import dev.holdfast.redis.RedisAccess;
import dev.holdfast.state.storage.StorageWaits;

/**
 * A cache whose entries are in Redis. Safe for use by many threads: see
 * {@link RedisLoads}.
 * <p>
 * While Redis is away, values are computed without it; whoever writes or removes is told.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
@SuppressWarnings("unchecked")
final class RedisCache<K, V> implements DefinedCache<K, V> {

	private static final Log logger = LogFactory.getLog(RedisCache.class);

	private final String name;

	private final CacheSettings settings;

	private final RedisAccess redis;

	private final RedisEntries entries;

	private final CacheCounters counters;

	private final RedisLoads loads;

	RedisCache(String name, CacheSettings settings, RedisAccess redis, RedisEntries entries) {
		this.name = name;
		this.settings = settings;
		this.redis = redis;
		this.entries = entries;
		this.counters = new CacheCounters(settings.statistics());
		this.loads = new RedisLoads(name, settings, redis, entries, this.counters);
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public CacheSettings settings() {
		return this.settings;
	}

	@Override
	public boolean mayWait() {
		return StorageWaits.mayWait();
	}

	@Override
	public @Nullable V get(K key) {
		return this.redis.await(getMono(key), "getMono");
	}

	@Override
	public Mono<V> getMono(K key) {
		Assert.notNull(key, "'key' must not be null");
		return (Mono<V>) this.entries.get(key).doOnSuccess(this.counters::lookup);
	}

	@Override
	public @Nullable V lookup(K key) {
		return this.redis.await(find(key), "a method that returns a Mono");
	}

	@Override
	public Mono<V> find(K key) {
		Assert.notNull(key, "'key' must not be null");
		return (Mono<V>) this.loads.find(key);
	}

	@Override
	public V get(K key, Function<? super K, ? extends V> loader) {
		Assert.notNull(key, "'key' must not be null");
		Assert.notNull(loader, "'loader' must not be null");
		return (V) this.loads.get(key, (any) -> loader.apply(key));
	}

	@Override
	public Mono<V> getMono(K key, Function<? super K, ? extends Mono<? extends V>> loader) {
		Assert.notNull(key, "'key' must not be null");
		Assert.notNull(loader, "'loader' must not be null");
		return (Mono<V>) this.loads.getMono(key, (any) -> loader.apply(key));
	}

	@Override
	public void put(K key, V value) {
		this.redis.await(putMono(key, value), "putMono");
	}

	@Override
	public void put(K key, V value, Duration timeToLive) {
		this.redis.await(putMono(key, value, timeToLive), "putMono");
	}

	@Override
	public Mono<Void> putMono(K key, V value) {
		return written(key, value, this.settings.timeToLive());
	}

	@Override
	public Mono<Void> putMono(K key, V value, Duration timeToLive) {
		Assert.notNull(timeToLive, "'timeToLive' must not be null");
		Assert.isTrue(CacheSettings.isPositive(timeToLive), () -> "'timeToLive' must be positive [" + timeToLive + "]");
		return written(key, value, timeToLive);
	}

	private Mono<Void> written(K key, V value, @Nullable Duration timeToLive) {
		DefinedCache.checkEntry(this.name, key, value);
		return Mono.defer(() -> {
			this.loads.pending().forget(key);
			return this.entries.put(key, value, timeToLive);
		});
	}

	@Override
	public void putEventually(K key, V value) {
		putMono(key, value).subscribe((none) -> {
		}, (failure) -> logger
			.warn("A value could not be put into cache '" + this.name + "': " + failure.getMessage()));
	}

	@Override
	public @Nullable V putIfAbsent(K key, V value) {
		return this.redis.await(putIfAbsentMono(key, value), "putIfAbsentMono");
	}

	@Override
	public Mono<V> putIfAbsentMono(K key, V value) {
		DefinedCache.checkEntry(this.name, key, value);
		return (Mono<V>) Mono.defer(() -> {
			this.loads.pending().forget(key);
			return this.entries.putIfAbsent(key, value, this.settings.timeToLive());
		});
	}

	@Override
	public boolean remove(K key) {
		return Boolean.TRUE.equals(this.redis.await(removeMono(key), "removeMono"));
	}

	@Override
	public Mono<Boolean> removeMono(K key) {
		Assert.notNull(key, "'key' must not be null");
		return Mono.defer(() -> {
			this.loads.pending().forget(key);
			return this.entries.remove(key);
		});
	}

	@Override
	public void clear() {
		this.redis.await(clearMono(), "clearMono");
	}

	@Override
	public Mono<Void> clearMono() {
		return Mono.defer(() -> {
			this.loads.pending().forgetAll();
			return this.entries.clear();
		});
	}

	@Override
	public void close() {
		this.loads.pending().forgetAll();
	}

	@Override
	public int size() {
		Long count = this.redis.await(this.entries.count(), "keysMono");
		return (count != null) ? Math.toIntExact(count) : 0;
	}

	@Override
	public Set<K> keys() {
		Set<K> keys = this.redis.await(keysMono(), "keysMono");
		return (keys != null) ? keys : Set.of();
	}

	@Override
	public Mono<Set<K>> keysMono() {
		return this.entries.keys()
			.collect(LinkedHashSet<K>::new, (keys, key) -> keys.add((K) key))
			.map(Collections::unmodifiableSet);
	}

	@Override
	public CacheStatistics statistics() {
		return this.counters.statistics();
	}

	@Override
	public String toString() {
		return "cache '" + this.name + "' with " + this.settings + " in " + this.redis.describe();
	}

}
