package dev.holdfast.state.migration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Writes values in a form that can leave the memory of this JVM: what they consist of, by
 * the names of classes and members. What values share is written once.
 * {@link GraphReader} makes dehydrated values of it.
 * <p>
 * Used once, by one thread. Values are added first, so that one that cannot be stored
 * leaves nothing behind; nobody should change them meanwhile.
 *
 * @since 0.1.0
 */
public final class GraphWriter {

	private final Map<Node, Integer> numbers = new IdentityHashMap<>();

	private final List<Node> nodes = new ArrayList<>();

	private final List<Root> roots = new ArrayList<>();

	/**
	 * What stands for objects that earlier generations have kept as they are, and for
	 * leaves that cannot be stored.
	 */
	private final Map<Object, Object> takenApart = new IdentityHashMap<>();

	private final Dehydrator dehydrator;

	private final TypeGuard guard;

	private final GraphWalk walk;

	/**
	 * Create a writer.
	 * @param guard decides what can be stored
	 */
	public GraphWriter(TypeGuard guard) {
		this.dehydrator = Dehydrator.keepingNothing(guard.trusted(), guard.adapters());
		this.guard = guard;
		this.walk = new GraphWalk(guard);
	}

	/**
	 * Add a value.
	 * @param value the value
	 * @return its index
	 * @throws MigrationException if something in it cannot be stored
	 */
	public int add(Object value) throws MigrationException {
		return add(takeApart(value), value.getClass().getName());
	}

	/**
	 * Add a value that waits for a generation to ask for it.
	 * @param value the value
	 * @return its index
	 * @throws MigrationException if something in it cannot be stored
	 */
	public int add(DehydratedValue value) throws MigrationException {
		return add(value.entry(), value.typeName());
	}

	private int add(Object entry, String typeName) throws MigrationException {
		int first = this.nodes.size();
		Object root = resolve(entry);
		try {
			this.walk.begin();
			visit(root);
			while (this.walk.hasNext()) {
				visit(this.walk.next(this::resolve));
			}
		}
		catch (Misfit ex) {
			List<Node> incomplete = this.nodes.subList(first, this.nodes.size());
			incomplete.forEach(this.numbers::remove);
			incomplete.clear();
			String type = ex.oldType();
			throw new MigrationException(this.walk.path(), ex.reason(), (type != null) ? type : typeName, null);
		}
		this.roots.add(new Root(root, typeName, this.nodes.size() - first));
		return this.roots.size() - 1;
	}

	private void visit(@Nullable Object part) {
		if (part instanceof Node node) {
			if (this.numbers.putIfAbsent(node, this.nodes.size()) == null) {
				this.nodes.add(node);
				this.walk.enter(node);
			}
			else {
				this.walk.isAllowed(node);
			}
		}
	}

	private Object takeApart(Object value) {
		DehydratedValue dehydrated = this.dehydrator.dehydrate(Map.of(this, value)).get(this);
		return (dehydrated != null) ? dehydrated.entry() : value;
	}

	private Object resolve(Object part) {
		if (part instanceof Node node) {
			Object kept = node.kept();
			return (kept != null) ? this.takenApart.computeIfAbsent(node, (key) -> resolve(takeApart(kept))) : node;
		}
		return (StoredLeaves.of(part) != null) ? part : this.takenApart.computeIfAbsent(part, GraphWriter::refused);
	}

	private static Node refused(Object leaf) {
		Node node = new Node(0, new Object[0]);
		node.recipe = new Recipe.Refusal(leaf.getClass().getName(),
				"Its content is out of reach, or only makes sense here");
		return node;
	}

	/**
	 * Return all values in their stored form.
	 * @return the stored form
	 */
	public byte[] toByteArray() {
		return new Form().write();
	}

	/**
	 * A value.
	 *
	 * @param value a node or a leaf
	 * @param typeName the class of the value
	 * @param size number of nodes that no value before it has
	 */
	private record Root(Object value, String typeName, int size) {

	}

	/**
	 * Writes nodes and leaves by their numbers.
	 */
	private final class Form {

		private final ContentOutput out = new ContentOutput();

		private final Map<Recipe, Integer> recipes = new IdentityHashMap<>();

		private final Map<Object, Integer> leaves = new IdentityHashMap<>();

		byte[] write() {
			GraphWriter outer = GraphWriter.this;
			this.out.count(outer.roots.size());
			this.out.count(outer.nodes.size());
			for (Root root : outer.roots) {
				this.out.name(root.typeName);
				this.out.count(root.size);
				part(root.value);
			}
			for (Node node : outer.nodes) {
				String refusal = outer.guard.refusal(node.recipe, node.content);
				recipe((refusal != null) ? new Recipe.Refusal(node.recipe.typeName(), refusal) : node.recipe);
				@Nullable Object[] content = (refusal != null) ? new Object[0] : node.content;
				this.out.count(content.length);
				Arrays.stream(content).forEach(this::part);
			}
			return this.out.toByteArray();
		}

		private void recipe(Recipe recipe) {
			Integer index = this.recipes.putIfAbsent(recipe, this.recipes.size());
			this.out.count((index != null) ? index + 1 : 0);
			if (index == null) {
				RecipeFormat.write(recipe, this.out);
			}
		}

		private void part(@Nullable Object part) {
			Object resolved = (part != null) ? resolve(part) : null;
			if (resolved == null) {
				this.out.octet(GraphReader.NULL);
			}
			else if (resolved instanceof Node node) {
				Integer number = GraphWriter.this.numbers.get(node);
				if (number == null) {
					throw new IllegalStateException("A node has been missed");
				}
				this.out.octet(GraphReader.NODE);
				this.out.count(number);
			}
			else {
				leaf(resolved);
			}
		}

		private void leaf(Object leaf) {
			StoredKind<?> kind = StoredLeaves.of(leaf);
			if (kind == null) {
				throw new IllegalStateException("A leaf has been missed");
			}
			Integer index = kind.isShared() ? this.leaves.putIfAbsent(leaf, this.leaves.size()) : null;
			if (index != null) {
				this.out.octet(GraphReader.SHARED_LEAF);
				this.out.count(index);
				return;
			}
			this.out.octet(kind.number());
			kind.write(leaf, this.out);
		}

	}

}
