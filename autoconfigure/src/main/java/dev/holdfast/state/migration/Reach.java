package dev.holdfast.state.migration;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which base objects have an app type within their reach. They have to be built
 * anew; all others are kept as they are.
 */
final class Reach {

	private final List<Node> undecided;

	private final Map<Node, List<Node>> owners = new IdentityHashMap<>();

	private final Deque<Node> reaching = new ArrayDeque<>();

	Reach(List<Node> undecided) {
		this.undecided = undecided;
	}

	void decide() {
		this.undecided.forEach(this::look);
		Node node = this.reaching.poll();
		while (node != null) {
			this.owners.getOrDefault(node, List.of()).forEach(this::reaches);
			node = this.reaching.poll();
		}
		this.undecided.stream().filter(Node::isUndecided).forEach(Node::keep);
	}

	private void look(Node owner) {
		for (Object part : owner.content) {
			if (part instanceof Node node && !node.isKept()) {
				if (!node.isUndecided()) {
					reaches(owner);
					return;
				}
				this.owners.computeIfAbsent(node, (key) -> new ArrayList<>()).add(owner);
			}
		}
	}

	private void reaches(Node node) {
		if (node.isUndecided()) {
			node.release();
			this.reaching.add(node);
		}
	}

}
