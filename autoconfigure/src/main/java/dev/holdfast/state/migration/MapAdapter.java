package dev.holdfast.state.migration;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Adapter of a mutable map. One that is comparing calls methods of its keys, one that is
 * referring does not.
 *
 * @param <C> the type of the map
 */
final class MapAdapter<C> extends MutableAdapter<C> {

	private final SuperCall entrySet;

	private final SuperCall put;

	private MapAdapter(Class<?> type, boolean looksAtElements, Function<C, List<?>> traits,
			Function<List<?>, C> factory) {
		super(type, looksAtElements, traits, factory);
		this.entrySet = new SuperCall(type, "entrySet");
		this.put = new SuperCall(type, "put", Object.class, Object.class);
	}

	static <C> MapAdapter<C> referring(Class<? extends C> type, Function<C, List<?>> traits,
			Function<List<?>, C> factory) {
		return new MapAdapter<>(type, false, traits, factory);
	}

	static <C> MapAdapter<C> comparing(Class<? extends C> type, Supplier<C> factory) {
		return comparing(type, (map) -> List.of(), (traits) -> factory.get());
	}

	static <C> MapAdapter<C> comparing(Class<? extends C> type, Function<C, List<?>> traits,
			Function<List<?>, C> factory) {
		return new MapAdapter<>(type, true, traits, factory);
	}

	static List<?> flatten(Iterable<? extends Map.Entry<?, ?>> entries, int size) {
		List<@Nullable Object> elements = new ArrayList<>(2 * size);
		for (Map.Entry<?, ?> entry : entries) {
			elements.add(entry.getKey());
			elements.add(entry.getValue());
		}
		return elements;
	}

	@Override
	List<?> elements(C container) {
		Object entries = isOfSubclass(container) ? this.entrySet.on(container) : ((Map<?, ?>) container).entrySet();
		return flatten(entriesOf(entries), size(container));
	}

	@SuppressWarnings("unchecked")
	private static Set<Map.Entry<?, ?>> entriesOf(@Nullable Object entries) {
		return (entries != null) ? (Set<Map.Entry<?, ?>>) entries : Set.of();
	}

	@Override
	@SuppressWarnings("unchecked")
	void add(C container, List<?> elements) {
		boolean ofSubclass = isOfSubclass(container);
		for (Iterator<?> remaining = elements.iterator(); remaining.hasNext();) {
			Object key = remaining.next();
			Object value = remaining.next();
			if (ofSubclass) {
				this.put.on(container, key, value);
			}
			else {
				((Map<Object, Object>) container).put(key, value);
			}
		}
	}

	@Override
	int plainSize(C container) {
		return ((Map<?, ?>) container).size();
	}

	@Override
	int slots() {
		return 2;
	}

}
