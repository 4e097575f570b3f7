package dev.holdfast.state.migration;

import java.util.Arrays;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * An object of a dehydrated graph: how to build it, and what it consists of. The content
 * is made of other nodes and of base values that stay the very objects they are.
 * <p>
 * Holds no class loader once its pass is over, except that of a base object that is kept.
 * There may be millions of nodes, so they are small.
 */
class Node {

	private static final Recipe KEPT = new Recipe.Kept(Object.class.getName());

	private static final int UNNUMBERED = -1;

	/**
	 * Counts the nodes of a pass in the order in which the walk met them.
	 */
	final int number;

	Recipe recipe = KEPT;

	@Nullable Object[] content;

	private @Nullable Object object;

	private boolean kept;

	private boolean shared;

	/**
	 * Create a node.
	 * @param number its number
	 * @param content what it consists of, before it has been read
	 */
	Node(int number, @Nullable Object[] content) {
		this.number = number;
		this.content = content;
	}

	/**
	 * Read the node from an object, which may turn out to be kept.
	 * @param object the object
	 */
	final void beginWith(Object object) {
		this.object = object;
		this.kept = false;
	}

	/**
	 * Let go of the object that this node was read from: it will be built anew.
	 */
	final void release() {
		this.object = null;
	}

	/**
	 * Keep the object that this node was read from: it is a base object with no app type
	 * within its reach.
	 */
	final void keep() {
		this.kept = true;
		this.recipe = KEPT;
		this.content = Arrays.copyOf(this.content, 0);
	}

	final boolean isUndecided() {
		return this.object != null && !this.kept;
	}

	/**
	 * Return the object itself, if it is kept.
	 * @return the object
	 */
	final @Nullable Object kept() {
		return this.kept ? this.object : null;
	}

	final boolean isKept() {
		return this.kept;
	}

	/**
	 * Another value of the pass reaches this node too. Each value is rehydrated when it
	 * is asked for, and must then find what the others have made of this node.
	 */
	final void share() {
		this.shared = true;
	}

	final boolean isShared() {
		return this.shared;
	}

	/**
	 * Share what shared nodes hold, too: there may be more than one way to it from
	 * another value.
	 * @param shared the shared nodes, which are taken out
	 */
	static void shareParts(Deque<Node> shared) {
		Node node = shared.poll();
		while (node != null) {
			for (Object part : node.content) {
				if (part instanceof Node child && !child.isKept() && !child.isShared()) {
					child.share();
					shared.add(child);
				}
			}
			node = shared.poll();
		}
	}

	/**
	 * Return the node as it was dehydrated, which this one stands for.
	 * @return this node, unless it has been changed
	 */
	Node origin() {
		return this;
	}

	/**
	 * Return a node that stands for this one during one attempt.
	 * @param recipe the changed recipe
	 * @param content the changed content
	 * @return the changed node
	 */
	final Node changed(Recipe recipe, @Nullable Object[] content) {
		Node changed = new Changed(origin(), content);
		changed.recipe = recipe;
		return changed;
	}

	/**
	 * A node that stands for another one.
	 */
	private static final class Changed extends Node {

		private final Node origin;

		private Changed(Node origin, @Nullable Object[] content) {
			super(UNNUMBERED, content);
			this.origin = origin;
			if (origin.isShared()) {
				share();
			}
		}

		@Override
		Node origin() {
			return this.origin;
		}

	}

}
