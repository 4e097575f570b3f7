package dev.holdfast.cache;

import java.util.Collection;

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

	private final RestartCaches caches;

	/**
	 * Create a cache manager.
	 * @param caches the caches
	 */
	public RestartCacheManager(RestartCaches caches) {
		Assert.notNull(caches, "'caches' must not be null");
		this.caches = caches;
	}

	@Override
	public Cache getCache(String name) {
		return this.caches.springCache(name);
	}

	@Override
	public Collection<String> getCacheNames() {
		return this.caches.names();
	}

}
