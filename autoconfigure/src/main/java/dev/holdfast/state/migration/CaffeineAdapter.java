package dev.holdfast.state.migration;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * Adapter of Caffeine's caches. The entries go to a new cache, so that the old one tells
 * no listener of their removal. It is the one that the application makes, if it does:
 * only that has a loader, weigher or listener of the new classes. Otherwise an equal one
 * is made of the settings of the old one.
 * <p>
 * The age of the entries and how often they were used are lost, and so are the executor,
 * the scheduler and the counters of the statistics, unless the application makes the
 * cache. Values of an asynchronous cache that are still being computed are left out.
 */
final class CaffeineAdapter implements ContainerAdapter<Object> {

	@Override
	public boolean supports(Class<?> type) {
		return type.getName().startsWith(Cache.class.getPackageName())
				&& (AsyncCache.class.isAssignableFrom(type) || Cache.class.isAssignableFrom(type))
				// The view of an asynchronous cache
				&& !type.getName().endsWith("CacheView");
	}

	@Override
	public Contents contents(Object container) {
		Cache<?, ?> cache = synchronous(container);
		SerialForm form = SerialForm.of(container);
		return new Contents(traits(container, form), MapAdapter.flatten(cache.asMap().entrySet(), cache.asMap().size()),
				attachments(container, form));
	}

	private static List<?> traits(Object container, SerialForm form) {
		List<String> code = form.references().stream().map((part) -> part.getClass().getName()).toList();
		return code.isEmpty()
				? List.of(CaffeineSettings.of(synchronous(container), form.written()), container instanceof AsyncCache)
				: List.of(String.join(", ", code));
	}

	// The serial form tells nothing of an executor or of statistics
	private static List<?> attachments(Object container, SerialForm form) {
		List<@Nullable Object> attachments = new ArrayList<>(form.references());
		for (Field field : Instances.fields(container.getClass())) {
			Object part = Instances.get(field, container);
			if (part != null && !Instances.isOfPlatform(part.getClass())) {
				Instances.fields(part.getClass()).forEach((inner) -> attachments.add(Instances.get(inner, part)));
			}
		}
		return attachments;
	}

	@Override
	public Object create(String typeName, List<?> traits, List<?> elements, @Nullable Object fresh) {
		if (fresh instanceof Cache<?, ?> || fresh instanceof AsyncCache<?, ?>) {
			synchronous(fresh).invalidateAll();
			return fresh;
		}
		if (traits.size() == 2 && traits.get(0) instanceof String settings
				&& traits.get(1) instanceof Boolean asynchronous) {
			Caffeine<Object, Object> builder = CaffeineSettings.builder(settings);
			return asynchronous ? builder.buildAsync() : builder.build();
		}
		throw new IllegalStateException(
				"a Caffeine cache with a loader, listener, weigher, expiry or ticker (%s) can only be made by the application: make it in the initializer of the state or of the field that holds it"
					.formatted(traits));
	}

	@Override
	public boolean isMutable() {
		return true;
	}

	@Override
	public boolean looksAtElements() {
		return true;
	}

	@Override
	public void fill(Object container, List<?> elements) {
		Cache<Object, Object> cache = synchronous(container);
		for (Iterator<?> remaining = elements.iterator(); remaining.hasNext();) {
			cache.put(remaining.next(), remaining.next());
		}
	}

	@SuppressWarnings("unchecked")
	private static Cache<Object, Object> synchronous(Object cache) {
		return (cache instanceof AsyncCache<?, ?> async) ? ((AsyncCache<Object, Object>) async).synchronous()
				: (Cache<Object, Object>) cache;
	}

}
