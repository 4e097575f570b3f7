package dev.holdfast.state.migration;

import java.util.AbstractMap.SimpleEntry;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import dev.holdfast.state.migration.ContainerAdapter.Contents;

/**
 * Adapters of map entries. The entry of a map becomes an entry of its own: to set its
 * value does not change the map any more.
 */
final class JdkEntries {

	private JdkEntries() {
	}

	static List<ContainerAdapter<?>> all() {
		Map<Integer, Integer> map = Map.of(1, 1);
		Stream<Entry<?, ?>> mutable = Stream.of(new SimpleEntry<>(1, 1), entryOf(new HashMap<>(map)),
				entryOf(new LinkedHashMap<>(map)), entryOf(new TreeMap<>(map)), entryOf(new ConcurrentHashMap<>(map)));
		Stream<ContainerAdapter<?>> immutable = Stream.of(immutable(Map.entry(1, 1), Map::entry),
				immutable(new SimpleImmutableEntry<>(1, 1), SimpleImmutableEntry::new),
				immutable(entryOf(Collections.unmodifiableMap(map)), SimpleImmutableEntry::new));
		return Stream.concat(mutable.map(JdkEntries::mutable), immutable).toList();
	}

	private static Entry<?, ?> entryOf(Map<?, ?> map) {
		return map.entrySet().iterator().next();
	}

	private static ContainerAdapter<?> mutable(Entry<?, ?> sample) {
		return new HolderAdapter<Entry<Object, Object>>(sample.getClass(),
				(entry) -> new Contents(Arrays.asList(entry.getKey(), null),
						Collections.singletonList(entry.getValue())),
				(traits) -> new SimpleEntry<>(traits.get(0), null),
				(entry, elements) -> entry.setValue(elements.get(0)));
	}

	private static ContainerAdapter<?> immutable(Entry<?, ?> sample, BiFunction<Object, Object, Entry<?, ?>> factory) {
		return ValueAdapter.<Entry<?, ?>>referring(sample.getClass(),
				(entry) -> Arrays.asList(entry.getKey(), entry.getValue()),
				(elements) -> factory.apply(elements.get(0), elements.get(1)));
	}

}
