package dev.holdfast.cache;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

import org.springframework.cache.Cache;
import org.springframework.util.Assert;

/**
 * The caches of one generation by name, wherever their entries are.
 * <p>
 * A cache is made before it gets its name, since making one may wait for a lock whose
 * holder is waiting for that very name. Of two that are made at once one is used.
 */
abstract class DefinedCaches implements RestartCaches, AutoCloseable {

	private final Map<String, DefinedCache<?, ?>> caches = new ConcurrentHashMap<>();

	private final CacheSettings defaults;

	private final BiFunction<String, CacheSettings, CacheSettings> configured;

	private volatile boolean closed;

	DefinedCaches(CacheSettings defaults, BiFunction<String, CacheSettings, CacheSettings> configured) {
		Assert.notNull(defaults, "'defaults' must not be null");
		Assert.notNull(configured, "'configured' must not be null");
		this.defaults = defaults;
		this.configured = configured;
	}

	/**
	 * Make a cache.
	 * @param name its name
	 * @param settings its settings
	 * @return the cache
	 */
	abstract DefinedCache<?, ?> make(String name, CacheSettings settings);

	@Override
	public final <K, V> RestartCache<K, V> define(String name) {
		return cache(name, this.defaults);
	}

	@Override
	public final <K, V> RestartCache<K, V> define(String name, CacheSettings settings) {
		Assert.notNull(settings, "'settings' must not be null");
		DefinedCache<K, V> cache = cache(name, settings);
		CacheSettings wanted = this.configured.apply(name, settings);
		if (!cache.settings().equals(wanted)) {
			throw CacheDefinitionException.conflict(name, cache.settings(), wanted);
		}
		return cache;
	}

	@SuppressWarnings("unchecked")
	private <K, V> DefinedCache<K, V> cache(String name, CacheSettings settings) {
		Assert.hasText(name, "'name' must not be empty");
		DefinedCache<?, ?> cache = this.caches.get(name);
		if (cache == null) {
			DefinedCache<?, ?> made = make(name, this.configured.apply(name, settings));
			DefinedCache<?, ?> earlier = this.caches.putIfAbsent(name, made);
			cache = (earlier != null) ? earlier : made;
			if (this.closed) {
				cache.close();
			}
		}
		return (DefinedCache<K, V>) cache;
	}

	@Override
	public final Cache springCache(String name) {
		return new SpringCache(cache(name, this.defaults));
	}

	@Override
	public final Set<String> names() {
		return new TreeSet<>(this.caches.keySet());
	}

	@Override
	public void close() {
		this.closed = true;
		this.caches.values().forEach(DefinedCache::close);
	}

}
