package dev.holdfast.state.migration;

import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Classes of an application that extend a container: no method that they override is
 * called, no constructor of theirs either.
 */
class ContainerSubclassesTests {

	private static final List<String> WORDS = List.of("pear", "apple", "fig");

	@Test
	void overriddenMethodsOfAListAreNotCalled() throws ReflectiveOperationException {
		ShoutingList list = new ShoutingList();
		list.add("pear");
		list.add("fig");
		ShoutingList migrated = RoundTrip.ofSubclass(list, ArrayList.class);
		assertThat(migrated.toArray()).containsExactly("PEAR!", "FIG!");
	}

	@Test
	void overriddenMethodsOfAClassBetweenAreNotCalledEither() throws ReflectiveOperationException {
		LouderList list = new LouderList();
		list.add("pear");
		LouderList migrated = RoundTrip.ofSubclass(list, ArrayList.class);
		assertThat(migrated.toArray()).containsExactly("PEAR!!");
	}

	@Test
	void overriddenMethodsWithABridgeAreNotCalled() throws ReflectiveOperationException {
		DoublingMap map = new DoublingMap();
		map.put(TimeUnit.DAYS, 1);
		assertThat(RoundTrip.ofSubclass(map, EnumMap.class)).containsOnly(Map.entry(TimeUnit.DAYS, 2));
	}

	@Test
	void sizeAndElementsAreThoseOfTheContainer() throws ReflectiveOperationException {
		HidingMap map = new HidingMap();
		map.put("a", 1);
		HidingMap migrated = RoundTrip.ofSubclass(map, HashMap.class);
		assertThat(migrated.get("a")).isEqualTo(1);
		assertThat(migrated.entrySet()).isEmpty();
	}

	@Test
	void accessOrderAndEvictionAreKept() throws ReflectiveOperationException {
		RecentlyUsed map = new RecentlyUsed();
		WORDS.forEach((word) -> map.put(word, word.length()));
		map.get("pear");
		RecentlyUsed migrated = RoundTrip.ofSubclass(map, LinkedHashMap.class);
		assertThat(new ArrayList<>(map.keySet())).containsExactly("apple", "fig", "pear");
		assertThat(new ArrayList<>(migrated.keySet())).containsExactly("apple", "fig", "pear");
		migrated.get("apple");
		migrated.put("plum", 4);
		assertThat(migrated).containsOnlyKeys("apple", "pear", "plum");
	}

	@Test
	void accessOrderOfASmallMapIsKept() throws ReflectiveOperationException {
		RecentlyUsed migrated = RoundTrip.ofSubclass(new RecentlyUsed(), LinkedHashMap.class);
		WORDS.forEach((word) -> migrated.put(word, word.length()));
		migrated.get("pear");
		assertThat(migrated.keySet()).last().isEqualTo("pear");
	}

	@Test
	void mapThatEvictsWhatItHeldIsRefused() {
		EvictingMap map = new EvictingMap();
		map.limit = 2;
		map.put("a", 1);
		map.put("b", 2);
		assertThatIllegalStateException().isThrownBy(() -> RoundTrip.ofSubclass(map, LinkedHashMap.class))
			.withMessageContaining("left out 2 of its elements");
	}

	@Test
	void argumentsOfTheConstructorAreKept() throws ReflectiveOperationException {
		Comparator<Object> reversed = Collections.reverseOrder();
		assertThat(RoundTrip.ofSubclass(filled(new TreeSet<String>(reversed) {
		}), TreeSet.class)).containsExactly("pear", "fig", "apple");
		assertThat(RoundTrip.ofSubclass(filled(new TreeSet<String>() {
		}), TreeSet.class)).containsExactly("apple", "fig", "pear");
		assertThat(RoundTrip.ofSubclass(new TreeMap<>(reversed) {
		}, TreeMap.class).comparator()).isSameAs(reversed);
		assertThat(RoundTrip.ofSubclass(new PriorityQueue<>(reversed) {
		}, PriorityQueue.class).comparator()).isSameAs(reversed);
		assertThat(RoundTrip.ofSubclass(new PriorityBlockingQueue<>(5, reversed) {
		}, PriorityBlockingQueue.class).comparator()).isSameAs(reversed);
		assertThat(RoundTrip.ofSubclass(filled(new ArrayBlockingQueue<String>(7, true) {
		}), ArrayBlockingQueue.class).remainingCapacity()).isEqualTo(4);
		assertThat(RoundTrip.ofSubclass(new Vector<>(77) {
		}, Vector.class).capacity()).isEqualTo(77);
		RoundTrip.ofSubclass(new EnumMap<TimeUnit, Integer>(TimeUnit.class) {
		}, EnumMap.class).put(TimeUnit.DAYS, 1);
	}

	@Test
	void everyKindOfContainerCanBeExtended() throws ReflectiveOperationException {
		assertThat(RoundTrip.ofSubclass(filled(new LinkedList<String>() {
		}), LinkedList.class)).containsExactlyElementsOf(WORDS);
		assertThat(RoundTrip.ofSubclass(filled(new CopyOnWriteArrayList<String>() {
		}), CopyOnWriteArrayList.class)).containsExactlyElementsOf(WORDS);
		assertThat(RoundTrip.ofSubclass(filled(new ArrayDeque<String>() {
		}), ArrayDeque.class)).containsExactlyElementsOf(WORDS);
		assertThat(RoundTrip.ofSubclass(filled(new HashSet<String>() {
		}), HashSet.class)).hasSameElementsAs(WORDS);
		assertThat(RoundTrip.ofSubclass(new ConcurrentHashMap<>(Map.of("a", 1)) {
		}, ConcurrentHashMap.class)).containsOnly(Map.entry("a", 1));
		assertThat(RoundTrip.ofSubclass(new SimpleEntry<>("a", 1) {
		}, SimpleEntry.class)).isEqualTo(Map.entry("a", 1));
		assertThat(RoundTrip.ofSubclass(new AtomicReference<>("a") {
		}, AtomicReference.class)).hasValue("a");
	}

	@Test
	void defaultsOfPropertiesAreKept() throws ReflectiveOperationException {
		Properties defaults = new Properties();
		defaults.put("a", "default");
		assertThat(RoundTrip.ofSubclass(new Properties(defaults) {
		}, Properties.class).getProperty("a")).isEqualTo("default");
	}

	@Test
	void hiddenClassesOfTheJdkHaveNoSubclasses() {
		assertThat(RoundTrip.adapter(Map.of().getClass()).supportsSubclasses()).isFalse();
		assertThat(RoundTrip.adapter(new ArrayList<>().subList(0, 0).getClass()).supportsSubclasses()).isFalse();
	}

	private static <T extends Collection<String>> T filled(T collection) {
		collection.addAll(WORDS);
		return collection;
	}

	static class ShoutingList extends ArrayList<String> {

		@Override
		public boolean add(String word) {
			return super.add(word.toUpperCase() + "!");
		}

		@Override
		public Iterator<String> iterator() {
			throw new UnsupportedOperationException();
		}

	}

	static final class LouderList extends ShoutingList {

		@Override
		public boolean add(String word) {
			return super.add(word + "!");
		}

	}

	static final class DoublingMap extends EnumMap<TimeUnit, Integer> {

		DoublingMap() {
			super(TimeUnit.class);
		}

		@Override
		public Integer put(TimeUnit unit, Integer number) {
			return super.put(unit, 2 * number);
		}

	}

	static final class HidingMap extends HashMap<String, Integer> {

		@Override
		public Set<Map.Entry<String, Integer>> entrySet() {
			return Set.of();
		}

		@Override
		public int size() {
			return 0;
		}

	}

	static final class RecentlyUsed extends LinkedHashMap<String, Integer> {

		RecentlyUsed() {
			super(16, 0.75F, true);
		}

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
			return eldest.getKey().length() > 0 && size() > 3;
		}

		@Override
		public Object clone() {
			throw new UnsupportedOperationException();
		}

	}

	static final class EvictingMap extends LinkedHashMap<String, Integer> {

		private int limit;

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
			return size() > this.limit;
		}

	}

}
