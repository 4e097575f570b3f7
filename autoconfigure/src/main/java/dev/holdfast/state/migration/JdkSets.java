package dev.holdfast.state.migration;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentHashMap.KeySetView;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.springframework.util.Assert;
import org.springframework.util.ReflectionUtils;

/**
 * Adapters of sets. A sub set of a sorted set becomes a set of its own, without bounds. A
 * set of {@link Collections#newSetFromMap} gets a new map of the same kind, if it is one
 * of the JDK's. Other views, such as the key set of a {@link java.util.HashMap}, have no
 * adapter: a copy would look the same, but not follow its map. Lost are the capacity and
 * the load factor.
 */
final class JdkSets {

	private JdkSets() {
	}

	static List<ContainerAdapter<?>> all() {
		return Stream.of(mutable(), immutable(), ofMaps()).<ContainerAdapter<?>>flatMap(List::stream).toList();
	}

	private static List<ContainerAdapter<?>> mutable() {
		// Two implementations, for up to 64 constants and for more
		Class<?> small = EnumSet.noneOf(TimeUnit.class).getClass();
		Class<?> large = EnumSet.noneOf(Character.UnicodeScript.class).getClass();
		return List.of(CollectionAdapter.comparing(HashSet.class, "add", HashSet::new),
				CollectionAdapter.comparing(LinkedHashSet.class, "add", LinkedHashSet::new),
				CollectionAdapter.comparing(TreeSet.class, "add", (set) -> Traits.ofComparator(set.comparator()),
						(traits) -> new TreeSet<>(Traits.comparator(traits))),
				CollectionAdapter.comparing(ConcurrentSkipListSet.class, "add",
						(set) -> Traits.ofComparator(set.comparator()),
						(traits) -> new ConcurrentSkipListSet<>(Traits.comparator(traits))),
				CollectionAdapter.comparing(CopyOnWriteArraySet.class, "addAll", CopyOnWriteArraySet::new),
				ofEnum(small), ofEnum(large));
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static ContainerAdapter<?> ofEnum(Class<?> type) {
		return CollectionAdapter.<EnumSet<?>>referring((Class<? extends EnumSet<?>>) type, "add",
				(set) -> Traits.ofEnumType(set, set), (traits) -> EnumSet.noneOf((Class) traits.get(0)));
	}

	private static List<ContainerAdapter<?>> immutable() {
		return List.of(ValueAdapter.constant(Collections.emptySet()),
				ValueAdapter.constant(Collections.emptyNavigableSet()),
				ValueAdapter.<Set<?>>referring(Collections.singleton(1).getClass(), ArrayList::new,
						(elements) -> Collections.singleton(elements.get(0))),
				immutable(Set.of(1).getClass()), immutable(Set.of(1, 2, 3).getClass()),
				ValueAdapter.<KeySetView<?, ?>>referring(KeySetView.class,
						(view) -> Arrays.asList(view.getMap(), view.getMappedValue()), JdkSets::keySetView));
	}

	private static ContainerAdapter<?> immutable(Class<?> type) {
		return ValueAdapter.<Set<?>>comparing(type, ArrayList::new, (elements) -> Set.of(elements.toArray()));
	}

	@SuppressWarnings("unchecked")
	private static KeySetView<?, ?> keySetView(List<?> elements) {
		ConcurrentHashMap<Object, Object> map = (ConcurrentHashMap<Object, Object>) elements.get(0);
		Object mappedValue = elements.get(1);
		return (mappedValue != null) ? map.keySet(mappedValue) : map.keySet();
	}

	private static List<ContainerAdapter<?>> ofMaps() {
		List<ContainerAdapter<?>> maps = JdkMaps.all();
		return Arrays.stream(Collections.class.getMethods())
			.filter((method) -> method.getName().endsWith("SetFromMap"))
			.<ContainerAdapter<?>>map(
					(method) -> CollectionAdapter.comparing(make(method, new LinkedHashMap<>()).getClass(), "add",
							(set) -> List.of(emptyCopy(SerialForm.of(set).only(Map.class), maps)),
							(traits) -> make(method, emptyCopy((Map<?, ?>) traits.get(0), maps))))
			.toList();
	}

	private static Object emptyCopy(Map<?, ?> map, List<ContainerAdapter<?>> maps) {
		return maps.stream()
			.filter((adapter) -> adapter.isMutable() && adapter.supports(map.getClass()))
			.findFirst()
			.map((adapter) -> emptyCopy(map, adapter))
			.orElseThrow(() -> new IllegalStateException(
					"the map behind a set of Collections.newSetFromMap is a %s, of which no empty copy can be made: use one of the JDK's maps"
						.formatted(map.getClass().getName())));
	}

	@SuppressWarnings("unchecked")
	private static <C> Object emptyCopy(Object map, ContainerAdapter<C> adapter) {
		List<?> traits = adapter.contents((C) map).traits();
		return adapter.create(map.getClass().getName(), traits, List.of(), null);
	}

	private static Object make(Method method, Object map) {
		Object set = ReflectionUtils.invokeMethod(method, null, map);
		Assert.state(set != null, () -> method.getName() + " makes no set");
		return set;
	}

}
