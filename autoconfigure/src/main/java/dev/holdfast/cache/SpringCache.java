package dev.holdfast.cache;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.support.AbstractValueAdaptingCache;
import reactor.core.publisher.Mono;

/**
 * A cache as Spring sees it. Unlike the cache behind it, it takes {@code null}, and keeps
 * Spring's substitute for it.
 */
final class SpringCache extends AbstractValueAdaptingCache {

	private static final Log logger = LogFactory.getLog(SpringCache.class);

	private final DefinedCache<Object, Object> cache;

	SpringCache(DefinedCache<Object, Object> cache) {
		super(true);
		this.cache = cache;
	}

	@Override
	public String getName() {
		return this.cache.name();
	}

	@Override
	public Object getNativeCache() {
		return this.cache;
	}

	@Override
	protected @Nullable Object lookup(Object key) {
		return this.cache.lookup(key);
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> @Nullable T get(Object key, Callable<T> valueLoader) {
		return (T) fromStoreValue(this.cache.get(key, (missing) -> {
			try {
				return toStoreValue(valueLoader.call());
			}
			catch (Exception ex) {
				throw new ValueRetrievalException(key, valueLoader, ex);
			}
		}));
	}

	@Override
	public @Nullable CompletableFuture<?> retrieve(Object key) {
		Mono<Object> present = this.cache.find(key);
		return (present != null) ? present.map(this::toValueWrapper).toFuture() : null;
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> valueLoader) {
		// No stage in between, as cancelling one does not cancel those before it
		return (CompletableFuture<T>) this.cache
			.getMono(key,
					(missing) -> Mono.fromFuture(valueLoader)
						.<Object>map(this::toStoreValue)
						.defaultIfEmpty(toStoreValue(null)))
			.flatMap((value) -> Mono.justOrEmpty(fromStoreValue(value)))
			.toFuture();
	}

	@Override
	public void put(Object key, @Nullable Object value) {
		this.cache.putEventually(key, toStoreValue(value));
	}

	@Override
	public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
		Object present = this.cache.putIfAbsent(key, toStoreValue(value));
		return (present != null) ? toValueWrapper(present) : null;
	}

	@Override
	public void evict(Object key) {
		evictIfPresent(key);
	}

	@Override
	public boolean evictIfPresent(Object key) {
		if (this.cache.mayWait()) {
			return this.cache.remove(key);
		}
		eventually(this.cache.removeMono(key));
		return false;
	}

	@Override
	public void clear() {
		if (this.cache.mayWait()) {
			this.cache.clear();
		}
		else {
			eventually(this.cache.clearMono());
		}
	}

	@Override
	public boolean invalidate() {
		boolean notEmpty = this.cache.mayWait() && this.cache.size() > 0;
		clear();
		return notEmpty;
	}

	private void eventually(Mono<?> removal) {
		removal.subscribe((removed) -> {
		}, (failure) -> logger.error("What was to be removed from cache '" + getName() + "' may still be there",
				failure));
	}

}
