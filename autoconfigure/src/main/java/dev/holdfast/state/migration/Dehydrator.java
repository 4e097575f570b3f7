package dev.holdfast.state.migration;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Takes values apart that contain objects of app types, so that nothing of the classes of
 * a retired generation is left in them. All values go through one pass: what they share
 * is still shared when they are put together again.
 * <p>
 * Used once, by one thread. Nobody else should change the values meanwhile; a container
 * that is changed all the same is read again a few times. The walk does not recurse, so
 * that the depth of a value is limited by memory alone. It goes depth first, as the
 * rehydrator will: then that one meets the nodes in the order they have in memory.
 *
 * @since 0.1.0
 */
public final class Dehydrator {

	private static final int MAX_READS = 5;

	private final Map<Object, Node> nodes = new IdentityHashMap<>();

	private final List<Node> undecided = new ArrayList<>();

	private final Readers readers;

	private final @Nullable Rehydrator previous;

	private final boolean keeping;

	private final Deque<Node> shared = new ArrayDeque<>();

	private final @Nullable Object[] nothing = {};

	private Node[] stack = new Node[64];

	private int[] cursors = new int[64];

	private int depth;

	private int created;

	private int first;

	/**
	 * Create a dehydrator.
	 * @param appTypes tells which types belong to one generation only
	 * @param adapters the containers that can be taken apart
	 * @param previous what made values for the generation that is retired now, if
	 * anything did: an object that a value which nobody asked for shares with others is
	 * taken from them
	 */
	public Dehydrator(Predicate<Class<?>> appTypes, ContainerAdapters adapters, @Nullable Rehydrator previous) {
		this(appTypes, adapters, previous, true);
	}

	private Dehydrator(Predicate<Class<?>> appTypes, ContainerAdapters adapters, @Nullable Rehydrator previous,
			boolean keeping) {
		this.readers = new Readers(appTypes, adapters);
		this.previous = previous;
		this.keeping = keeping;
	}

	/**
	 * Create a dehydrator for values that are to leave the memory of this JVM: it takes
	 * base objects apart, too, and keeps none. May be used for one value after the other;
	 * they must not change in between.
	 * @param appTypes tells which types are the application's
	 * @param adapters the containers that can be taken apart
	 * @return the dehydrator
	 */
	static Dehydrator keepingNothing(Predicate<Class<?>> appTypes, ContainerAdapters adapters) {
		return new Dehydrator(appTypes, adapters, null, false);
	}

	/**
	 * Dehydrate values. A part that cannot be migrated does not fail: it becomes a
	 * refusal within its value, which counts when that part is needed.
	 * @param <K> what identifies a value
	 * @param values the values
	 * @return the dehydrated values in the same order
	 */
	public <K> Map<K, DehydratedValue> dehydrate(Map<K, ?> values) {
		Map<K, DehydratedValue> dehydrated = new LinkedHashMap<>();
		values.forEach((key, value) -> {
			this.first = this.created;
			Object entry = convert(value);
			walk();
			dehydrated.put(key,
					new DehydratedValue(entry, value.getClass().getName(), this.first, this.created - this.first));
		});
		new Reach(this.undecided).decide();
		if (!this.shared.isEmpty()) {
			dehydrated.values().forEach(DehydratedValue::share);
			Node.shareParts(this.shared);
		}
		return dehydrated;
	}

	private void walk() {
		while (this.depth > 0) {
			Node node = this.stack[this.depth - 1];
			@Nullable Object[] content = node.content;
			int depth = this.depth;
			int cursor = this.cursors[depth - 1];
			int links = node.recipe.links(content.length);
			while (cursor < links && this.depth == depth) {
				Object part = content[cursor];
				if (part != null) {
					content[cursor] = convert(part);
				}
				cursor++;
			}
			this.cursors[depth - 1] = cursor;
			if (this.depth == depth) {
				this.depth--;
				leave(node, content);
			}
		}
	}

	private Object convert(Object value) {
		Reader reader = this.readers.of(value);
		if (reader == Reader.LEAF) {
			return value;
		}
		Node present = this.nodes.get(value);
		if (present != null) {
			if (this.first > 0 && present.number < this.first && !present.isShared()) {
				present.share();
				this.shared.add(present);
			}
			return present;
		}
		Node node = node(value);
		this.nodes.put(value, node);
		node.beginWith(value);
		read(node, value, reader);
		if (!this.keeping && node.recipe instanceof Recipe.Kept) {
			refuse(node, value, "It is of a library and cannot be looked into");
		}
		if (!this.keeping || !reader.isKeepable() || node.recipe instanceof Recipe.Refusal) {
			node.release();
		}
		push(node);
		return node;
	}

	private Node node(Object value) {
		Node earlier = (this.previous != null) ? this.previous.nodeOf(value) : null;
		if (earlier == null) {
			return new Node(this.created++, this.nothing);
		}
		this.shared.add(earlier);
		return earlier;
	}

	private void push(Node node) {
		if (this.depth == this.stack.length) {
			this.stack = Arrays.copyOf(this.stack, this.depth * 2);
			this.cursors = Arrays.copyOf(this.cursors, this.depth * 2);
		}
		this.stack[this.depth] = node;
		this.cursors[this.depth] = 0;
		this.depth++;
	}

	private void leave(Node node, @Nullable Object[] content) {
		if (!node.isUndecided()) {
			return;
		}
		for (Object part : content) {
			if (part instanceof Node) {
				this.undecided.add(node);
				return;
			}
		}
		node.keep();
	}

	private void read(Node node, Object source, Reader reader) {
		for (int reads = 1;; reads++) {
			try {
				reader.read(source, node);
				return;
			}
			catch (ConcurrentModificationException ex) {
				if (reads == MAX_READS) {
					refuse(node, source, Recipe.Refusal.CHANGING);
					return;
				}
			}
			catch (Exception | Error ex) {
				refuse(node, source, Failures.describe("It could not be read", ex));
				return;
			}
		}
	}

	private void refuse(Node node, Object source, String reason) {
		node.recipe = new Recipe.Refusal(source.getClass().getName(), reason);
		node.content = this.nothing;
	}

}
