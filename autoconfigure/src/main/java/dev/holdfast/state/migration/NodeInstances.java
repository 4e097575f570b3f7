package dev.holdfast.state.migration;

import java.util.Map;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * What has been made of nodes: by this attempt, by earlier ones for values that share
 * them, or nothing at all, since an object is kept.
 */
final class NodeInstances implements Parts {

	private final Map<Node, Object> shared;

	private final Overlay overlay = new Overlay();

	private final NodeTable table;

	private final Walk walk;

	NodeInstances(Map<Node, Object> shared, NodeTable table, Walk walk) {
		this.shared = shared;
		this.table = table;
		this.walk = walk;
	}

	Overlay overlay() {
		return this.overlay;
	}

	/**
	 * Return what is there for a node without this attempt.
	 * @param node the node
	 * @return the object, or {@code null} if the attempt has to make it
	 */
	@Nullable Object present(Node node) {
		if (node.isKept()) {
			return node.kept();
		}
		return node.isShared() ? this.shared.get(node) : null;
	}

	@Override
	public @Nullable Object get(Node node, int part) {
		Object entry = node.content[part];
		if (!(entry instanceof Node child)) {
			return entry;
		}
		int index = index(node, part);
		return (index >= 0) ? this.walk.instance(index) : present(child);
	}

	@Override
	public int index(Node node, int part) {
		if (!(node.content[part] instanceof Node child) || present(child) != null) {
			return NodeTable.ABSENT;
		}
		return this.table.indexOf(this.overlay.resolve(child));
	}

	void forEachShared(BiConsumer<Node, Object> action) {
		for (int index = 0; index < this.table.size(); index++) {
			Node node = this.table.get(index);
			Object instance = node.isShared() ? this.walk.instance(index) : null;
			if (instance != null) {
				action.accept(node.origin(), instance);
			}
		}
	}

}
