package app.graphs;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;

/**
 * Random graphs of the kinds that an application makes: the same one for the same seed.
 */
public final class Graphs {

	private final Random random;

	private final List<Object> pool = new ArrayList<>();

	private Graphs(long seed) {
		this.random = new Random(seed);
	}

	/**
	 * Make values of several keys that may share objects.
	 */
	public static Map<String, Object> create(long seed) {
		Graphs graphs = new Graphs(seed);
		int size = 3 + graphs.random.nextInt(40);
		for (int i = 0; i < size; i++) {
			graphs.pool.add(graphs.make());
		}
		graphs.pool.forEach(graphs::connect);
		Map<String, Object> values = new LinkedHashMap<>();
		for (int i = graphs.random.nextInt(4); i >= 0; i--) {
			values.put("key" + i, graphs.pool.get(size - 1 - graphs.random.nextInt(size)));
		}
		return values;
	}

	private Object make() {
		return switch (this.random.nextInt(26)) {
			case 0, 1, 2, 3 -> new Node("node" + this.pool.size());
			case 4, 5 -> new Leaf(this.pool.size());
			case 6, 7, 8 -> new Pair(pick(), pick());
			case 9 -> key();
			case 10 -> new Copy(Arrays.asList(solid(), solid()));
			case 11 -> Kind.values()[this.random.nextInt(3)];
			case 12 -> new ArrayList<>(Arrays.asList(pick(), pick(), pick()));
			case 13 -> new LinkedList<>(Arrays.asList(pick(), key()));
			case 14 -> new ArrayDeque<>(List.of(solid(), solid()));
			case 15 -> new LinkedHashMap<>(Map.of(key(), solid()));
			case 16 -> new HashMap<>(Map.of("a", solid(), "b", key(), "c", Kind.C));
			case 17 -> new TreeMap<>(Map.of(key(), solid()));
			case 18 -> new HashSet<>(Arrays.asList(key(), key(), key()));
			case 19 -> new LinkedHashSet<>(List.of(new Node("element"), key(), new Leaf(1)));
			case 20 -> new Object[] { pick(), pick(), key() };
			case 21 -> new Node[] { new Node("first"), new Leaf(2), null };
			case 22 -> Collections.unmodifiableList(Arrays.asList(pick(), pick()));
			case 23 -> Optional.of(solid());
			case 24 -> new AtomicReference<>(pick());
			default -> new EnumMap<>(Map.of(Kind.B, solid()));
		};
	}

	private Key key() {
		return new Key("key" + this.random.nextInt(5), this.random.nextInt(5), Kind.B);
	}

	private Object pick() {
		int choice = this.random.nextInt(10);
		if (choice < 2 || this.pool.isEmpty()) {
			return (choice == 0) ? null : "text" + choice;
		}
		return this.pool.get(this.random.nextInt(this.pool.size()));
	}

	private Object solid() {
		Object picked = pick();
		return (picked != null) ? picked : 5;
	}

	@SuppressWarnings("unchecked")
	private void connect(Object object) {
		if (object instanceof Node node) {
			node.any = pick();
			node.next = (pick() instanceof Node next) ? next : null;
			node.list.add(pick());
			node.map.put("key", pick());
		}
		else if (object instanceof ArrayList<?> list) {
			((List<Object>) list).add(pick());
		}
		else if (object instanceof LinkedHashMap<?, ?> map) {
			((Map<Object, Object>) map).put(new Leaf(3), pick());
			((Map<Object, Object>) map).put((pick() instanceof Node node) ? node : Kind.A, pick());
		}
		else if (object instanceof TreeMap<?, ?> map) {
			((Map<Object, Object>) map).put(key(), pick());
		}
		else if (object instanceof EnumMap<?, ?> map) {
			((Map<Kind, Object>) map).put(Kind.A, pick());
		}
		else if (object instanceof LinkedHashSet<?> set) {
			((Set<Object>) set).add((pick() instanceof Node node) ? node : "element");
		}
		else if (object.getClass() == Object[].class) {
			((Object[]) object)[0] = pick();
		}
		else if (object instanceof AtomicReference<?> reference) {
			((AtomicReference<Object>) reference).set(pick());
		}
	}

	static class Node {

		String name;

		Node next;

		Object any;

		final List<Object> list = new ArrayList<>();

		final Map<String, Object> map = new HashMap<>();

		Node(String name) {
			this.name = name;
		}

	}

	static class Leaf extends Node {

		private final int name;

		private final long[] numbers;

		Leaf(int name) {
			super("leaf");
			this.name = name;
			this.numbers = new long[] { name, 1 };
		}

	}

	record Pair(Object left, Object right) {
	}

	record Copy(List<Object> items) {

		Copy {
			items = List.copyOf(items);
		}

	}

	record Key(String name, int number, Kind kind) implements Comparable<Key> {

		public int compareTo(Key other) {
			return Comparator.comparing(Key::name).thenComparing(Key::number).compare(this, other);
		}

	}

	enum Kind {

		A, B {
		},
		C

	}

}
