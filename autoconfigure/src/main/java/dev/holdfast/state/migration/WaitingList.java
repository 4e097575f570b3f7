package dev.holdfast.state.migration;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The objects of an attempt that have to wait: some for an object above them in a cycle
 * to be created, some for their elements to be filled because their hash codes are
 * needed.
 */
final class WaitingList {

	private final List<Integer> waiting = new ArrayList<>();

	private final Construction construction;

	private final NodeInstances instances;

	private final NodeTable table;

	private final Walk walk;

	WaitingList(Construction construction, NodeInstances instances, NodeTable table, Walk walk) {
		this.construction = construction;
		this.instances = instances;
		this.table = table;
		this.walk = walk;
	}

	void add(int index) {
		this.waiting.add(index);
	}

	int size() {
		return this.waiting.size();
	}

	/**
	 * Create what has been waiting.
	 * @param mark how many were waiting before, for something else
	 */
	void create(int mark) {
		if (this.waiting.size() > mark) {
			createAll(this.waiting.subList(mark, this.waiting.size()));
		}
	}

	/**
	 * Fill what has been waiting. Those that look at their elements come last, the inner
	 * ones first.
	 * @param mark how many were waiting before, for something else
	 */
	void fill(int mark) {
		if (this.waiting.size() == mark) {
			return;
		}
		List<Integer> waiting = this.waiting.subList(mark, this.waiting.size());
		for (int index : waiting) {
			fill(index, false);
		}
		for (int index : waiting) {
			fill(index, true);
		}
		waiting.clear();
	}

	private void fill(int index, boolean looksAtParts) {
		Assembler assembler = this.construction.assembler(index);
		if (assembler.looksAtParts() == looksAtParts) {
			this.construction.fill(index, assembler, this.instances);
		}
	}

	private void createAll(List<Integer> waiting) {
		Set<Integer> begun = new HashSet<>();
		Deque<Integer> stack = new ArrayDeque<>();
		for (int index : waiting) {
			if (this.walk.instance(index) == null) {
				stack.push(index);
			}
			while (!stack.isEmpty()) {
				int missing = createNext(stack.getFirst());
				if (missing == Walk.NONE) {
					stack.pop();
				}
				else if (begun.add(missing)) {
					stack.push(missing);
				}
				else {
					this.construction.insist(missing, this.construction.assembler(missing), this.instances);
				}
			}
		}
	}

	private int createNext(int index) {
		Assembler assembler = this.construction.assembler(index);
		int missing = this.construction.missing(this.table.get(index), assembler, this.instances);
		if (missing == Walk.NONE && this.walk.instance(index) == null) {
			fillParts(index, assembler);
			this.construction.create(index, assembler, this.instances, true);
		}
		return missing;
	}

	// A constructor may copy a list, so it should find as much as there can be
	private void fillParts(int index, Assembler assembler) {
		Node node = this.table.get(index);
		for (int part = 0; part < assembler.required(node); part++) {
			int child = this.instances.index(node, part);
			if (child >= 0 && !this.walk.isFilled(child)) {
				Assembler childAssembler = this.construction.assembler(child);
				if (this.construction.isReady(child, childAssembler, this.instances)) {
					this.construction.fill(child, childAssembler, this.instances);
				}
			}
		}
	}

}
