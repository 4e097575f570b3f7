package dev.holdfast.cache;

import java.util.Collection;
import java.util.TreeSet;

import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.util.Assert;

/**
 * Spring's view of {@link RestartCaches}. A cache that is asked for is there, with the
 * settings of the configuration.
 *
 * @since 0.1.0
 */
public final class RestartCacheManager implements CacheManager {

	private final DefaultRestartCaches caches;

	/**
	 * Create a cache manager.
	 * @param caches the caches, made by a method of {@link RestartCaches}
	 */
	public RestartCacheManager(RestartCaches caches) {
		Assert.isInstanceOf(DefaultRestartCaches.class, caches);
		this.caches = (DefaultRestartCaches) caches;
	}

	@Override
	public Cache getCache(String name) {
		return new SpringCache(this.caches.cache(name));
	}

	@Override
	public Collection<String> getCacheNames() {
		return new TreeSet<>(this.caches.names());
	}

}
