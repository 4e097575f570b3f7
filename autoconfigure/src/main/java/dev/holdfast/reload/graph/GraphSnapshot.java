package dev.holdfast.reload.graph;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The graph at one moment.
 * <p>
 * Safe for use by many threads since it never changes: an update makes another snapshot,
 * which shares with this one what stays as it is.
 */
final class GraphSnapshot {

	static final GraphSnapshot EMPTY = new GraphSnapshot(Map.of(), Map.of());

	private final Map<String, ClassNode> nodes;

	// Also by names that no node has yet, which is how a class finds those that waited
	// for it
	private final Map<String, Set<String>> users;

	private GraphSnapshot(Map<String, ClassNode> nodes, Map<String, Set<String>> users) {
		this.nodes = nodes;
		this.users = users;
	}

	static GraphSnapshot of(Collection<ClassNode> classes) {
		Map<String, ClassNode> nodes = new HashMap<>();
		Map<String, Set<String>> users = new HashMap<>();
		for (ClassNode node : classes) {
			nodes.put(node.name(), node);
			node.references()
				.forEach((reference) -> users.computeIfAbsent(reference, (name) -> new HashSet<>()).add(node.name()));
		}
		return new GraphSnapshot(nodes, users);
	}

	GraphSnapshot with(String name, @Nullable ClassNode node) {
		Map<String, ClassNode> newNodes = new HashMap<>(this.nodes);
		Map<String, Set<String>> newUsers = new HashMap<>(this.users);
		ClassNode before = (node != null) ? newNodes.put(name, node) : newNodes.remove(name);
		Set<String> old = (before != null) ? before.references() : Set.of();
		Set<String> now = (node != null) ? node.references() : Set.of();
		old.stream().filter((reference) -> !now.contains(reference)).forEach((reference) -> {
			Set<String> rest = new HashSet<>(newUsers.getOrDefault(reference, Set.of()));
			rest.remove(name);
			newUsers.put(reference, rest);
		});
		now.stream().filter((reference) -> !old.contains(reference)).forEach((reference) -> {
			Set<String> more = new HashSet<>(newUsers.getOrDefault(reference, Set.of()));
			more.add(name);
			newUsers.put(reference, more);
		});
		return new GraphSnapshot(newNodes, newUsers);
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

	Set<String> dependents(Set<String> changed, int maxDepth) {
		Map<String, Integer> depths = new HashMap<>();
		changed.forEach((name) -> depths.put(name, 0));
		Queue<String> queue = new ArrayDeque<>(depths.keySet());
		if (!changed.isEmpty()) {
			this.nodes.values()
				.stream()
				.filter(ClassNode::isUnreadable)
				.filter((node) -> depths.putIfAbsent(node.name(), 1) == null)
				.forEach((node) -> queue.add(node.name()));
		}
		for (String name = queue.poll(); name != null; name = queue.poll()) {
			int depth = depths.getOrDefault(name, 0) + 1;
			if (maxDepth > 0 && depth > maxDepth) {
				continue;
			}
			for (String user : this.users.getOrDefault(name, Set.of())) {
				if (depths.putIfAbsent(user, depth) == null) {
					queue.add(user);
				}
			}
		}
		depths.keySet().removeAll(changed);
		return depths.keySet();
	}

}
