package dev.holdfast.state.migration;

import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.Vector;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentHashMap.KeySetView;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicMarkableReference;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicStampedReference;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * What belongs to a container beside its elements.
 */
class ContainerTraitsTests {

	static Stream<BlockingQueue<String>> boundedQueues() {
		return Stream.of(new ArrayBlockingQueue<>(3), new LinkedBlockingQueue<>(3), new LinkedBlockingDeque<>(3),
				new LinkedBlockingQueue<>());
	}

	@ParameterizedTest
	@MethodSource("boundedQueues")
	void keepsCapacityOfAQueue(BlockingQueue<String> queue) {
		queue.add("a");
		BlockingQueue<String> migrated = RoundTrip.of(queue);
		assertThat(migrated.remainingCapacity()).isEqualTo(queue.remainingCapacity());
		assertThat(migrated).containsExactly("a");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void keepsFairnessOfAnArrayBlockingQueue(boolean fair) {
		ContainerAdapter<Object> adapter = RoundTrip.adapter(ArrayBlockingQueue.class);
		ArrayBlockingQueue<?> migrated = RoundTrip.of(new ArrayBlockingQueue<>(2, fair));
		assertThat(adapter.contents(migrated).traits()).isEqualTo(List.of(2, fair));
	}

	@Test
	void keepsCapacityOfAVector() {
		assertThat(RoundTrip.of(new Vector<>(77)).capacity()).isEqualTo(77);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 5 })
	void keepsAccessOrder(int size) {
		assertThat(isAccessOrdered(RoundTrip.of(numbered(new LinkedHashMap<>(1, 0.5F, true), size)))).isTrue();
		assertThat(isAccessOrdered(RoundTrip.of(numbered(new LinkedHashMap<>(), size)))).isFalse();
	}

	@Test
	void doesNotTouchAnAccessOrderedMap() {
		Map<Integer, Integer> map = numbered(new LinkedHashMap<>(1, 0.5F, true), 5);
		map.get(2);
		assertThat(RoundTrip.of(map).keySet()).containsExactly(0, 1, 3, 4, 2);
		assertThat(map.keySet()).containsExactly(0, 1, 3, 4, 2);
	}

	private static boolean isAccessOrdered(Map<Integer, Integer> map) {
		map.put(100, 100);
		map.put(101, 101);
		map.get(100);
		return new ArrayList<>(map.keySet()).get(map.size() - 1) == 100;
	}

	private static Map<Integer, Integer> numbered(Map<Integer, Integer> map, int size) {
		for (int i = 0; i < size; i++) {
			map.put(i, i);
		}
		return map;
	}

	@Test
	void keepsDefaultsOfProperties() {
		Properties defaults = new Properties();
		defaults.put("a", "default");
		Properties properties = new Properties(defaults);
		properties.put("nested", new Properties());
		properties.put("b", "own");
		Properties migrated = RoundTrip.of(properties);
		assertThat(migrated).isEqualTo(properties);
		assertThat(migrated.getProperty("a")).isEqualTo("default");
		assertThat(RoundTrip.adapter(Properties.class).contents(properties).traits()).singleElement()
			.isSameAs(defaults);
		assertThat(RoundTrip.adapter(Properties.class).contents(migrated.get("nested")).traits()).isEmpty();
	}

	@Test
	void knowsTheTypeOfAnEmptyEnumContainer() {
		RoundTrip.of(EnumSet.noneOf(TimeUnit.class)).add(TimeUnit.DAYS);
		RoundTrip.of(new EnumMap<TimeUnit, Integer>(TimeUnit.class)).put(TimeUnit.DAYS, 1);
		assertThat(RoundTrip.adapter(EnumSet.noneOf(Level.class).getClass())
			.contents(EnumSet.noneOf(Level.class))
			.traits()).singleElement().isEqualTo(Level.class);
		assertThat(RoundTrip.adapter(EnumMap.class).contents(new EnumMap<>(Map.of(Level.HIGH, 1))).traits())
			.singleElement()
			.isEqualTo(Level.class);
	}

	@Test
	void viewsOfTheSameCollectionStillAreAfterwards() {
		List<String> behind = new ArrayList<>(List.of("a"));
		List<String> unmodifiable = RoundTrip.of(Collections.unmodifiableList(behind));
		List<String> synchronizedList = RoundTrip.of(Collections.synchronizedList(behind));
		synchronizedList.add("b");
		assertThat(unmodifiable).containsExactly("a", "b");
		assertThat(behind).containsExactly("a", "b");
	}

	@Test
	void arrayBehindAListIsKept() {
		String[] array = { "a", null };
		List<String> list = RoundTrip.of(Arrays.asList(array));
		list.set(1, "b");
		assertThat(array).containsExactly("a", "b");
	}

	@Test
	void subListIsACopy() {
		List<String> list = new ArrayList<>(List.of("a", "b", "c"));
		List<String> migrated = RoundTrip.of(list.subList(1, 2));
		migrated.add("d");
		assertThat(migrated).isInstanceOf(ArrayList.class).containsExactly("b", "d");
		assertThat(list).containsExactly("a", "b", "c");
		assertThat(RoundTrip.of(List.of("a", "b", "c").subList(1, 3))).isEqualTo(List.of("b", "c")).isUnmodifiable();
	}

	@Test
	void immutableListsStayAsStrictAboutNullAsTheyWere() {
		assertThatNullPointerException().isThrownBy(() -> RoundTrip.of(List.of(1, 2, 3)).contains(null));
		assertThat(RoundTrip.of(Stream.of(1, 2, 3).toList()).contains(null)).isFalse();
		assertThat(RoundTrip.of(Stream.of(1, null, 3).toList()).contains(null)).isTrue();
	}

	@Test
	void keySetStaysAViewOfItsMap() {
		ConcurrentHashMap<String, Integer> map = new ConcurrentHashMap<>();
		KeySetView<String, Integer> view = RoundTrip.of(map.keySet(5));
		view.add("a");
		assertThat(map).containsExactly(Map.entry("a", 5));
	}

	@Test
	void setFromMapHasAMapOfTheSameKind() {
		Set<Object> set = RoundTrip.of(Collections.newSetFromMap(new IdentityHashMap<>()));
		set.add(new ArrayList<>());
		set.add(new ArrayList<>());
		assertThat(set).hasSize(2);
	}

	@Test
	void entryOfAMapIsACopy() {
		Map<String, Integer> map = new HashMap<>(Map.of("a", 1));
		Map.Entry<String, Integer> entry = RoundTrip.of(map.entrySet().iterator().next());
		entry.setValue(2);
		assertThat(entry).isEqualTo(Map.entry("a", 2));
		assertThat(map).containsEntry("a", 1);
	}

	@Test
	void keepsWhatAHolderHolds() {
		assertThat(RoundTrip.of(new AtomicReference<>("a")).get()).isEqualTo("a");
		assertThat(RoundTrip.of(new AtomicReference<>()).get()).isNull();
		assertThat(RoundTrip.of(new AtomicReferenceArray<>(new Object[] { "a", null }))).hasToString("[a, null]");
		AtomicMarkableReference<String> marked = RoundTrip.of(new AtomicMarkableReference<>("a", true));
		assertThat(marked.getReference()).isEqualTo("a");
		assertThat(marked.isMarked()).isTrue();
		AtomicStampedReference<String> stamped = RoundTrip.of(new AtomicStampedReference<>("a", 7));
		assertThat(stamped.getReference()).isEqualTo("a");
		assertThat(stamped.getStamp()).isEqualTo(7);
		assertThat(RoundTrip.of(new WeakReference<>("a")).get()).isEqualTo("a");
		assertThat(RoundTrip.of(new SoftReference<>(null)).get()).isNull();
	}

	@Test
	void keepsTheOutcomeOfAFuture() {
		IllegalStateException failure = new IllegalStateException("failed");
		assertThat(RoundTrip.of(CompletableFuture.completedFuture("a"))).isCompletedWithValue("a");
		assertThat(RoundTrip.of(CompletableFuture.completedFuture(null))).isCompletedWithValue(null);
		assertThat(RoundTrip.of(CompletableFuture.completedFuture(failure))).isCompletedWithValue(failure);
		assertThat(RoundTrip.of(CompletableFuture.failedFuture(failure)).handle((value, thrown) -> thrown))
			.isCompletedWithValue(failure);
		CompletableFuture<String> cancelled = new CompletableFuture<>();
		cancelled.cancel(true);
		assertThat(RoundTrip.of(cancelled)).isCancelled();
	}

	@Test
	void keepsComparatorsOfNull() {
		Comparator<String> comparator = String.CASE_INSENSITIVE_ORDER;
		assertThat(RoundTrip.of(Comparator.nullsFirst(comparator)).compare(null, "a")).isNegative();
		assertThat(RoundTrip.of(Comparator.nullsLast(comparator)).compare(null, "a")).isPositive();
		assertThat(RoundTrip.of(Comparator.nullsLast(comparator)).compare("B", "a")).isPositive();
		assertThat(RoundTrip.of(Comparator.<String>nullsFirst(null)).compare("b", "a")).isZero();
	}

	enum Level {

		LOW, HIGH {

			@Override
			public String toString() {
				return "high";
			}

		}

	}

}
