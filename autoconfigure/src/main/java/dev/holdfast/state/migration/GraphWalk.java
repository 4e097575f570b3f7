package dev.holdfast.state.migration;

import java.util.Arrays;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Goes through the nodes of a value depth first, as a rehydrator does, and knows where it
 * is. It does not recurse.
 */
final class GraphWalk {

	private final TypeGuard guard;

	private Node[] stack = new Node[64];

	private int[] cursors = new int[64];

	private int depth;

	GraphWalk(TypeGuard guard) {
		this.guard = guard;
	}

	/**
	 * Begin with another value.
	 */
	void begin() {
		this.depth = 0;
	}

	/**
	 * Go into a node.
	 * @param node the node
	 */
	void enter(Node node) {
		if (!isAllowed(node)) {
			return;
		}
		if (this.depth == this.stack.length) {
			this.stack = Arrays.copyOf(this.stack, this.depth * 2);
			this.cursors = Arrays.copyOf(this.cursors, this.depth * 2);
		}
		this.stack[this.depth] = node;
		this.cursors[this.depth] = 0;
		this.depth++;
	}

	/**
	 * Check that a node may be here. A transient member may hold anything: if it cannot
	 * be stored, the constructor of its class is to make another one.
	 * @param node the node
	 * @return whether it can be stored
	 */
	boolean isAllowed(Node node) {
		String refusal = this.guard.refusal(node.recipe, node.content);
		if (refusal != null) {
			Recipe.FieldName field = (this.depth > 0) ? field(this.depth - 1) : null;
			if (field == null || !this.guard.isTransient(field)) {
				throw new Misfit(refusal, node.recipe.typeName(), null);
			}
		}
		return refusal == null;
	}

	private Recipe.@Nullable FieldName field(int depth) {
		if (!(this.stack[depth].recipe instanceof Recipe.Fields fields)) {
			return null;
		}
		int field = this.cursors[depth] - 1 - fields.offset();
		return (field >= 0 && field < fields.fields().size()) ? fields.fields().get(field) : null;
	}

	boolean hasNext() {
		while (this.depth > 0 && this.cursors[this.depth - 1] == this.stack[this.depth - 1].content.length) {
			this.depth--;
		}
		return this.depth > 0;
	}

	/**
	 * Go on.
	 * @param change what to make of a part
	 * @return the next part
	 */
	@Nullable Object next(UnaryOperator<Object> change) {
		Object part = this.stack[this.depth - 1].content[this.cursors[this.depth - 1]++];
		return (part != null) ? change.apply(part) : null;
	}

	/**
	 * Return where the walk is.
	 * @return the path to the part that was the last one
	 */
	String path() {
		Path path = new Path();
		for (int i = this.depth - 1; i >= 0; i--) {
			Recipe.FieldName field = field(i);
			path.prepend((field != null) ? "." + field.name() : segment(this.stack[i], this.cursors[i] - 1));
		}
		return path.toString();
	}

	private String segment(Node node, int part) {
		Class<?> type = this.guard.find(node.recipe.typeName());
		int traits = (node.recipe instanceof Recipe.Container container) ? container.traits() : 0;
		return Containers.segment((type != null) ? type : Object.class, node, traits, part);
	}

}
