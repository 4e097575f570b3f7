package dev.holdfast.state.migration;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * What an {@link Attempt} knows of each node by its index. Plain arrays, as there may be
 * millions of nodes.
 * <p>
 * The index of a node is also its place in the order of the walk. The low of a node is
 * the least index that it reaches, as in Tarjan's algorithm.
 */
final class Walk {

	static final int NONE = -1;

	private static final int FILLED = Integer.MIN_VALUE;

	private @Nullable Object[] instances;

	/**
	 * The lows of the nodes, with a mark on those that are filled: both are asked for
	 * together, and memory is what it costs.
	 */
	private int[] lows;

	private int[] parents;

	private int[] parts;

	private int at = NONE;

	Walk(int expectedSize) {
		int capacity = Math.max(16, expectedSize);
		this.instances = new @Nullable Object[capacity];
		this.lows = new int[capacity];
		this.parents = new int[capacity];
		this.parts = new int[capacity];
	}

	/**
	 * Go into a node.
	 * @param index its index
	 * @param parent the node that it is part of
	 * @param part which part of it
	 */
	void enter(int index, int parent, int part) {
		if (index == this.instances.length) {
			grow();
		}
		this.lows[index] = index;
		this.at = index;
		this.parents[index] = parent;
		this.parts[index] = part;
	}

	/**
	 * Note at which node work goes on.
	 * @param index its index
	 */
	void at(int index) {
		this.at = index;
	}

	/**
	 * Return the node at which work went on.
	 * @return its index, negative if there is none
	 */
	int at() {
		return this.at;
	}

	@Nullable Object instance(int index) {
		return this.instances[index];
	}

	void created(int index, Object instance) {
		this.instances[index] = instance;
	}

	boolean isFilled(int index) {
		return this.lows[index] < 0;
	}

	void filled(int index) {
		this.lows[index] |= FILLED;
	}

	int parent(int index) {
		return this.parents[index];
	}

	int part(int index) {
		return this.parts[index];
	}

	private int low(int index) {
		return this.lows[index] & ~FILLED;
	}

	/**
	 * Note that a node refers to another one that is not complete.
	 * @param index the node
	 * @param target the other node
	 */
	void refers(int index, int target) {
		int low = low(target);
		if (low < low(index)) {
			this.lows[index] = low | (this.lows[index] & FILLED);
		}
	}

	/**
	 * Return whether no node within reach of this one lies above it.
	 * @param index the node
	 * @return whether it is the topmost of its cycle, or in none
	 */
	boolean isClosed(int index) {
		return low(index) == index;
	}

	/**
	 * Return whether everything within reach of a node is there and filled.
	 * @param index the node
	 * @return whether it is complete
	 */
	boolean isComplete(int index) {
		int top = index;
		int state = this.lows[top];
		while (state < 0 && (state & ~FILLED) != top) {
			top = state & ~FILLED;
			state = this.lows[top];
		}
		if (state >= 0) {
			return false;
		}
		// The next one to ask must not have to go all the way
		int passed = index;
		while (passed != top) {
			int low = low(passed);
			this.lows[passed] = passed | FILLED;
			passed = low;
		}
		return true;
	}

	private void grow() {
		int capacity = this.instances.length * 2;
		this.instances = Arrays.copyOf(this.instances, capacity);
		this.lows = Arrays.copyOf(this.lows, capacity);
		this.parents = Arrays.copyOf(this.parents, capacity);
		this.parts = Arrays.copyOf(this.parts, capacity);
	}

}
