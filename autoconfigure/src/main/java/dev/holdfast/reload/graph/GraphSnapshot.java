package dev.holdfast.reload.graph;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The graph at one moment.
 * <p>
 * Safe for use by many threads since it never changes: an update makes another snapshot.
 */
final class GraphSnapshot {

	static final GraphSnapshot EMPTY = new GraphSnapshot(Map.of());

	private final Map<String, ClassNode> nodes;

	private GraphSnapshot(Map<String, ClassNode> nodes) {
		this.nodes = nodes;
	}

	static GraphSnapshot of(Collection<ClassNode> classes) {
		Map<String, ClassNode> nodes = new HashMap<>();
		classes.forEach((node) -> nodes.put(node.name(), node));
		return new GraphSnapshot(nodes);
	}

	GraphSnapshot with(String name, @Nullable ClassNode node) {
		Map<String, ClassNode> changed = new HashMap<>(this.nodes);
		if (node != null) {
			changed.put(name, node);
		}
		else {
			changed.remove(name);
		}
		return new GraphSnapshot(changed);
	}

	Collection<ClassNode> nodes() {
		return this.nodes.values();
	}

	@Nullable ClassNode node(String name) {
		return this.nodes.get(name);
	}

	boolean contains(String name) {
		return this.nodes.containsKey(name);
	}

}
