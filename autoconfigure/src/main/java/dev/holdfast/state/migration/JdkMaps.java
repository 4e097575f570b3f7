package dev.holdfast.state.migration;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Properties;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/**
 * Adapters of maps. Views of them, such as sub maps, have none: a copy would look the
 * same, but not follow its map. Lost are the capacity and the load factor, and with them
 * the chance order of a map that keeps none.
 */
final class JdkMaps {

	private JdkMaps() {
	}

	static List<ContainerAdapter<?>> all() {
		return Stream.of(mutable(), immutable()).<ContainerAdapter<?>>flatMap(List::stream).toList();
	}

	private static List<ContainerAdapter<?>> mutable() {
		MapProbe probe = new MapProbe();
		return List.of(MapAdapter.comparing(HashMap.class, HashMap::new),
				MapAdapter.comparing(LinkedHashMap.class, (map) -> List.of(16, 0.75F, probe.isAccessOrdered(map)),
						(traits) -> new LinkedHashMap<>(16, 0.75F, Traits.flag(traits))),
				MapAdapter.comparing(TreeMap.class, (map) -> Traits.ofComparator(map.comparator()),
						(traits) -> new TreeMap<>(Traits.comparator(traits))),
				MapAdapter.comparing(ConcurrentHashMap.class, ConcurrentHashMap::new),
				MapAdapter.comparing(ConcurrentSkipListMap.class, (map) -> Traits.ofComparator(map.comparator()),
						(traits) -> new ConcurrentSkipListMap<>(Traits.comparator(traits))),
				MapAdapter.comparing(Hashtable.class, Hashtable::new),
				MapAdapter.comparing(Properties.class, probe::defaults,
						(traits) -> new Properties(traits.isEmpty() ? null : (Properties) traits.get(0))),
				MapAdapter.comparing(WeakHashMap.class, WeakHashMap::new),
				MapAdapter.referring(IdentityHashMap.class, (map) -> List.of(), (traits) -> new IdentityHashMap<>()),
				ofEnum());
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static ContainerAdapter<?> ofEnum() {
		return MapAdapter.referring(EnumMap.class, (map) -> Traits.ofEnumType(map.keySet(), map),
				(traits) -> new EnumMap<>((Class) traits.get(0)));
	}

	private static List<ContainerAdapter<?>> immutable() {
		return List.of(ValueAdapter.constant(Collections.emptyMap()),
				ValueAdapter.constant(Collections.emptyNavigableMap()),
				ValueAdapter.referring(Collections.singletonMap(1, 1).getClass(), JdkMaps::flatten,
						(elements) -> Collections.singletonMap(elements.get(0), elements.get(1))),
				ValueAdapter.comparing(Map.of(1, 1).getClass(), JdkMaps::flatten, JdkMaps::immutable),
				ValueAdapter.comparing(Map.of().getClass(), JdkMaps::flatten, JdkMaps::immutable));
	}

	private static List<?> flatten(Map<?, ?> map) {
		return MapAdapter.flatten(map.entrySet(), map.size());
	}

	private static Map<?, ?> immutable(List<?> elements) {
		Entry<?, ?>[] entries = new Entry<?, ?>[elements.size() / 2];
		Arrays.setAll(entries, (i) -> Map.entry(elements.get(2 * i), elements.get(2 * i + 1)));
		return Map.ofEntries(entries);
	}

}
