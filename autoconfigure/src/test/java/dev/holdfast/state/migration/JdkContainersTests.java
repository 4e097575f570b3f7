package dev.holdfast.state.migration;

import java.util.AbstractMap.SimpleEntry;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.Stack;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.WeakHashMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every kind of container comes back as it was.
 */
class JdkContainersTests {

	private static final List<String> WORDS = List.of("pear", "Apple", "fig", "cherry", "banana");

	private static final Map<String, Integer> NUMBERS = numbers();

	private static final Comparator<Object> REVERSED = Collections.reverseOrder();

	static Stream<Object> lists() {
		return Stream.of(new ArrayList<>(), new ArrayList<>(WORDS), new ArrayList<>(Arrays.asList("a", null)),
				new LinkedList<>(WORDS), new Vector<>(WORDS), filled(new Stack<>()), new CopyOnWriteArrayList<>(WORDS),
				Arrays.asList("a", null, "b"), Arrays.asList(), List.of(), List.of("a"), List.of("a", "b"), WORDS,
				WORDS.stream().toList(), Stream.of("a", null, "b").toList(), Stream.empty().toList(),
				Collections.emptyList(), Collections.singletonList("a"), Collections.singletonList(null),
				Collections.nCopies(7, "a"), Collections.nCopies(7, null), Collections.nCopies(0, "a"),
				Collections.unmodifiableList(new ArrayList<>(WORDS)),
				Collections.unmodifiableList(new LinkedList<>(WORDS)),
				Collections.synchronizedList(new ArrayList<>(WORDS)),
				Collections.synchronizedList(new LinkedList<>(WORDS)));
	}

	static Stream<Object> sets() {
		return Stream.of(new HashSet<>(WORDS), new LinkedHashSet<>(WORDS), new TreeSet<>(WORDS),
				filled(new TreeSet<>(REVERSED)), new ConcurrentSkipListSet<>(WORDS),
				filled(new ConcurrentSkipListSet<>(REVERSED)), new CopyOnWriteArraySet<>(WORDS), Set.of(), Set.of("a"),
				Set.of("a", "b"), Set.copyOf(WORDS), EnumSet.noneOf(Size.class), EnumSet.allOf(Size.class),
				EnumSet.noneOf(Nothing.class), EnumSet.of(TimeUnit.DAYS, TimeUnit.HOURS),
				EnumSet.allOf(Character.UnicodeScript.class), EnumSet.noneOf(Character.UnicodeScript.class),
				filled(ConcurrentHashMap.newKeySet()), new ConcurrentHashMap<>(NUMBERS).keySet(),
				new ConcurrentHashMap<>(NUMBERS).keySet(5), filled(Collections.newSetFromMap(new IdentityHashMap<>())),
				filled(Collections.newSetFromMap(new ConcurrentHashMap<>())),
				filled(Collections.newSetFromMap(new TreeMap<>(REVERSED))), Collections.emptySet(),
				Collections.emptySortedSet(), Collections.emptyNavigableSet(), Collections.singleton("a"),
				Collections.singleton(null), Collections.unmodifiableSet(new LinkedHashSet<>(WORDS)),
				Collections.unmodifiableSortedSet(filled(new TreeSet<>(REVERSED))),
				Collections.unmodifiableNavigableSet(new TreeSet<>(WORDS)),
				Collections.synchronizedSet(new LinkedHashSet<>(WORDS)),
				Collections.synchronizedSortedSet(new TreeSet<>(WORDS)),
				Collections.synchronizedNavigableSet(filled(new TreeSet<>(REVERSED))));
	}

	static Stream<Object> maps() {
		return Stream.of(new HashMap<>(NUMBERS), new LinkedHashMap<>(NUMBERS), new TreeMap<>(NUMBERS),
				filled(new TreeMap<>(REVERSED)), new ConcurrentHashMap<>(NUMBERS), new ConcurrentSkipListMap<>(NUMBERS),
				filled(new ConcurrentSkipListMap<>(REVERSED)), new Hashtable<>(NUMBERS), filled(new Properties()),
				new WeakHashMap<>(NUMBERS), new IdentityHashMap<>(NUMBERS), new EnumMap<>(Size.class),
				new EnumMap<>(Map.of(Size.LARGE, 1)), new EnumMap<>(Nothing.class), Map.of(), Map.of("a", 1),
				Map.copyOf(NUMBERS), Collections.emptyMap(), Collections.emptySortedMap(),
				Collections.emptyNavigableMap(), Collections.singletonMap(null, null),
				Collections.unmodifiableMap(new LinkedHashMap<>(NUMBERS)),
				Collections.unmodifiableSortedMap(filled(new TreeMap<>(REVERSED))),
				Collections.unmodifiableNavigableMap(new TreeMap<>(NUMBERS)),
				Collections.synchronizedMap(new LinkedHashMap<>(NUMBERS)),
				Collections.synchronizedSortedMap(new TreeMap<>(NUMBERS)),
				Collections.synchronizedNavigableMap(filled(new TreeMap<>(REVERSED))));
	}

	static Stream<Object> others() {
		return Stream.of(Map.entry("a", 1), new SimpleEntry<>("a", null), new SimpleImmutableEntry<>(null, 1),
				Optional.empty(), Optional.of("a"), String.CASE_INSENSITIVE_ORDER, Collections.reverseOrder(),
				Collections.reverseOrder(String.CASE_INSENSITIVE_ORDER));
	}

	/** Queues have no equals. */
	static Stream<Collection<?>> collectionsWithoutEquals() {
		return Stream.of(new ArrayDeque<>(WORDS), new PriorityQueue<>(WORDS), filled(new PriorityQueue<>(REVERSED)),
				new PriorityBlockingQueue<>(WORDS), filled(new PriorityBlockingQueue<>(3, REVERSED)),
				filled(new ArrayBlockingQueue<>(9)), filled(new LinkedBlockingQueue<>(9)),
				new LinkedBlockingQueue<>(WORDS), filled(new LinkedBlockingDeque<>(9)),
				new ConcurrentLinkedQueue<>(WORDS), new ConcurrentLinkedDeque<>(WORDS),
				new LinkedTransferQueue<>(WORDS), new DelayQueue<>(), new SynchronousQueue<>(),
				Collections.unmodifiableCollection(new ArrayDeque<>(WORDS)),
				Collections.synchronizedCollection(new ArrayDeque<>(WORDS)));
	}

	/** Including those that are new in the running version of Java. */
	static Stream<Object> views() {
		List<Object> behind = List.of(new ArrayList<>(WORDS), new TreeSet<>(WORDS), new TreeMap<>(NUMBERS));
		return Arrays.stream(Collections.class.getMethods())
			.filter((method) -> method.getName().matches("(unmodifiable|synchronized)[A-Z].*"))
			.flatMap((method) -> behind.stream()
				.filter(method.getParameterTypes()[0]::isInstance)
				.map((container) -> ReflectionUtils.invokeMethod(method, null, container)));
	}

	@ParameterizedTest
	@MethodSource("views")
	void viewIsAsBefore(Object view) {
		assertThat(RoundTrip.of(view)).hasSameClassAs(view).hasToString(view.toString());
	}

	@ParameterizedTest
	@MethodSource({ "lists", "sets", "maps", "others" })
	void isAsBefore(Object container) {
		Object migrated = RoundTrip.of(container);
		assertThat(migrated).hasSameClassAs(container).isEqualTo(container).hasSameHashCodeAs(container);
		if (isOrdered(container)) {
			assertThat(migrated).hasToString(container.toString());
		}
	}

	private static boolean isOrdered(Object container) {
		return Stream
			.of(new Hashtable<>(), new Properties(), new IdentityHashMap<>(), new WeakHashMap<>(), Set.of(), Set.of(1),
					Map.of(), Collections.newSetFromMap(new HashMap<>()))
			.noneMatch((kind) -> kind.getClass().isInstance(container));
	}

	@ParameterizedTest
	@MethodSource("collectionsWithoutEquals")
	void hasSameElementsInSameOrder(Collection<?> container) {
		Collection<?> migrated = RoundTrip.of(container);
		assertThat(migrated).hasSameClassAs(container);
		assertThat(migrated.toArray()).containsExactly(container.toArray());
	}

	@ParameterizedTest
	@MethodSource({ "sets", "maps" })
	void keepsComparator(Object container) {
		if (container instanceof SortedSet<?> set) {
			assertThat(((SortedSet<?>) RoundTrip.of(container)).comparator()).isSameAs(set.comparator());
		}
		if (container instanceof SortedMap<?, ?> map) {
			assertThat(((SortedMap<?, ?>) RoundTrip.of(container)).comparator()).isSameAs(map.comparator());
		}
	}

	@ParameterizedTest
	@MethodSource({ "lists", "sets", "maps" })
	void isAContainerOfItsOwnUnlessItCannotChange(Object container) {
		Object migrated = RoundTrip.of(container);
		if (RoundTrip.adapter(container.getClass()).isMutable()) {
			assertThat(migrated).isNotSameAs(container);
		}
	}

	@Test
	void hasAnAdapterForEveryCollectionAndMapOfTheJdk() {
		assertThat(Stream.of(lists(), sets(), maps(), others(), collectionsWithoutEquals()).flatMap((kinds) -> kinds))
			.allMatch(RoundTrip::isSupported);
	}

	@Test
	void refusesViewsThatWouldNotFollowTheirContainer() {
		assertThat(Stream.of(new HashMap<>().keySet(), new HashMap<>().values(), new HashMap<>().entrySet(),
				new TreeMap<>(NUMBERS).headMap("b"), new TreeMap<>(NUMBERS).descendingMap(),
				Collections.checkedList(new ArrayList<>(), String.class)))
			.noneMatch(RoundTrip::isSupported);
	}

	private static Map<String, Integer> numbers() {
		Map<String, Integer> numbers = new LinkedHashMap<>();
		WORDS.forEach((word) -> numbers.put(word, word.length()));
		return Collections.unmodifiableMap(numbers);
	}

	private static <T extends Collection<? super String>> T filled(T collection) {
		collection.addAll(WORDS);
		return collection;
	}

	private static <T extends Map<? super String, ? super Integer>> T filled(T map) {
		map.putAll(NUMBERS);
		return map;
	}

	enum Size {

		SMALL, LARGE {

			@Override
			public String toString() {
				return "large";
			}

		}

	}

	enum Nothing {

	}

}
