package dev.holdfast.state.migration;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The nodes that an {@link Attempt} is in, from the first down to the present one, and
 * for each the index of those of its parts that the walk has seen.
 */
final class WalkStack {

	private int[] indexes = new int[64];

	private @Nullable Assembler[] assemblers;

	private int[] marks = new int[64];

	private int[] bases = new int[64];

	private int[] parts = new int[256];

	private int depth;

	private int end;

	WalkStack() {
		this.assemblers = new @Nullable Assembler[64];
	}

	/**
	 * Go into a node.
	 * @param index its index
	 * @param assembler what puts it together
	 * @param mark something to find again
	 */
	void push(int index, Assembler assembler, int mark) {
		if (this.depth == this.indexes.length) {
			int capacity = this.depth * 2;
			this.indexes = Arrays.copyOf(this.indexes, capacity);
			this.assemblers = Arrays.copyOf(this.assemblers, capacity);
			this.marks = Arrays.copyOf(this.marks, capacity);
			this.bases = Arrays.copyOf(this.bases, capacity);
		}
		this.indexes[this.depth] = index;
		this.assemblers[this.depth] = assembler;
		this.marks[this.depth] = mark;
		this.bases[this.depth] = this.end;
		this.depth++;
	}

	boolean isEmpty() {
		return this.depth == 0;
	}

	int index() {
		return this.indexes[this.depth - 1];
	}

	Assembler assembler() {
		Assembler assembler = this.assemblers[this.depth - 1];
		if (assembler == null) {
			throw new IllegalStateException("The walk is over");
		}
		return assembler;
	}

	int mark() {
		return this.marks[this.depth - 1];
	}

	/**
	 * Return how many parts of the present node have been seen.
	 * @return the number of parts, and so the next one
	 */
	int seen() {
		return this.end - this.bases[this.depth - 1];
	}

	/**
	 * Note the index of the next part of the present node.
	 * @param index its index, or {@link Walk#NONE} if it is no node to be put together
	 */
	void see(int index) {
		if (this.end == this.parts.length) {
			this.parts = Arrays.copyOf(this.parts, this.end * 2);
		}
		this.parts[this.end++] = index;
	}

	int part(int part) {
		return this.parts[this.bases[this.depth - 1] + part];
	}

	void pop() {
		this.depth--;
		this.end = this.bases[this.depth];
	}

}
