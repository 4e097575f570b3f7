package dev.holdfast.state.migration;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Numbers the nodes of one attempt in the order in which they are met. That is the order
 * in which a pass has met them, so most are found by their own number. Those of other
 * values and other passes, and those that stand for others, are found by identity.
 */
final class NodeTable {

	static final int ABSENT = -1;

	private final Map<Node, Integer> others = new IdentityHashMap<>();

	private final int first;

	private final boolean exclusive;

	private final int[] indexes;

	private Node[] nodes;

	private int size;

	/**
	 * Create a table.
	 * @param value the value whose nodes are expected
	 */
	NodeTable(DehydratedValue value) {
		int expectedSize = value.size();
		this.first = value.first();
		this.exclusive = value.isExclusive();
		this.indexes = new int[expectedSize];
		this.nodes = new Node[Math.max(16, expectedSize)];
		Arrays.fill(this.indexes, ABSENT);
	}

	int size() {
		return this.size;
	}

	Node get(int index) {
		return this.nodes[index];
	}

	int indexOf(Node node) {
		int number = node.number - this.first;
		if (number >= 0 && number < this.indexes.length) {
			int index = this.indexes[number];
			if (this.exclusive || (index != ABSENT && this.nodes[index] == node)) {
				return index;
			}
		}
		return this.others.isEmpty() ? ABSENT : this.others.getOrDefault(node, ABSENT);
	}

	/**
	 * Add a node that is not there yet.
	 * @param node the node
	 * @return its index
	 */
	int add(Node node) {
		if (this.size == this.nodes.length) {
			this.nodes = Arrays.copyOf(this.nodes, this.size * 2);
		}
		int index = this.size++;
		this.nodes[index] = node;
		int number = node.number - this.first;
		if (number >= 0 && number < this.indexes.length && this.indexes[number] == ABSENT) {
			this.indexes[number] = index;
		}
		else {
			this.others.put(node, index);
		}
		return index;
	}

}
