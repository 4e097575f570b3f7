package dev.holdfast.state.migration;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Makes dehydrated values of what {@link GraphWriter} has written. No object of a class
 * of the application is made, and no class is initialized; what the guard lets not pass
 * is refused when it is asked for, and kept until then.
 *
 * @since 0.1.0
 */
public final class GraphReader {

	static final int NULL = 0;

	static final int NODE = 1;

	static final int SHARED_LEAF = 2;

	private final List<Recipe> recipes = new ArrayList<>();

	private final List<Object> sharedLeaves = new ArrayList<>();

	private final Deque<Node> shared = new ArrayDeque<>();

	private final ContentInput in;

	private final TypeGuard guard;

	private final Node[] nodes;

	private GraphReader(ContentInput in, TypeGuard guard, int nodes) {
		this.in = in;
		this.guard = guard;
		this.nodes = new Node[nodes];
		@Nullable Object[] nothing = {};
		for (int i = 0; i < nodes; i++) {
			this.nodes[i] = new Node(i, nothing);
		}
	}

	/**
	 * Read values.
	 * @param content what has been written
	 * @param guard decides what may come back
	 * @return the values in the order in which they were added
	 * @throws MalformedContentException if the content is not what has been written
	 */
	public static List<DehydratedValue> read(byte[] content, TypeGuard guard) {
		ContentInput in = new ContentInput(content);
		int roots = in.size();
		GraphReader reader = new GraphReader(in, guard, in.size());
		List<DehydratedValue> values = reader.roots(roots);
		reader.nodes(values);
		in.end();
		return values;
	}

	private List<DehydratedValue> roots(int count) {
		List<DehydratedValue> values = new ArrayList<>(count);
		int first = 0;
		for (int i = 0; i < count; i++) {
			String typeName = this.in.name();
			int size = this.in.index(this.nodes.length - first + 1);
			Object entry = part(first);
			if (entry == null) {
				throw new MalformedContentException("a value is missing");
			}
			values.add(new DehydratedValue(entry, typeName, first, size));
			first += size;
		}
		if (first < this.nodes.length) {
			throw new MalformedContentException("there is more than was written");
		}
		return values;
	}

	private void nodes(List<DehydratedValue> values) {
		for (DehydratedValue value : values) {
			for (int i = value.first(); i < value.first() + value.size(); i++) {
				read(this.nodes[i], value.first());
			}
		}
		if (!this.shared.isEmpty()) {
			values.forEach(DehydratedValue::share);
			Node.shareParts(this.shared);
		}
	}

	private void read(Node node, int first) {
		Recipe recipe = recipe();
		@Nullable Object[] content = new @Nullable Object[this.in.size()];
		for (int i = 0; i < content.length; i++) {
			content[i] = part(first);
		}
		RecipeFormat.check(recipe, content.length);
		String refusal = (recipe instanceof Recipe.Refusal) ? null : this.guard.refusal(recipe, content);
		node.recipe = (refusal != null) ? new Recipe.Refusal(recipe.typeName(), refusal, recipe) : recipe;
		node.content = content;
	}

	private Recipe recipe() {
		int index = this.in.index(this.recipes.size() + 1);
		if (index > 0) {
			return this.recipes.get(index - 1);
		}
		Recipe recipe = RecipeFormat.read(this.in);
		this.recipes.add(recipe);
		return recipe;
	}

	private @Nullable Object part(int first) {
		int kind = this.in.octet();
		return switch (kind) {
			case NULL -> null;
			case NODE -> node(this.in.index(this.nodes.length), first);
			case SHARED_LEAF -> this.sharedLeaves.get(this.in.index(this.sharedLeaves.size()));
			default -> leaf(StoredLeaves.numbered(kind));
		};
	}

	private Node node(int number, int first) {
		Node node = this.nodes[number];
		if (number < first && !node.isShared()) {
			node.share();
			this.shared.add(node);
		}
		return node;
	}

	private Object leaf(StoredKind<?> kind) {
		Object leaf = kind.read(this.in);
		if (kind.isShared()) {
			this.sharedLeaves.add(leaf);
		}
		return leaf;
	}

}
