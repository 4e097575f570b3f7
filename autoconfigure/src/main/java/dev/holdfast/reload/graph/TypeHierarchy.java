package dev.holdfast.reload.graph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Who extends and implements whom, as far as the classes of a graph tell.
 */
final class TypeHierarchy {

	// Nothing that a bean is injected as
	private static final Set<String> MARKERS = Set.of("java.lang.Object", "java.lang.Record", "java.lang.Enum",
			"java.lang.Comparable", "java.io.Serializable");

	private final GraphSnapshot graph;

	private final Map<String, Set<String>> direct = new HashMap<>();

	TypeHierarchy(GraphSnapshot graph) {
		this.graph = graph;
		graph.nodes()
			.forEach((node) -> node.supertypes()
				.forEach((type) -> this.direct.computeIfAbsent(type, (name) -> new HashSet<>()).add(node.name())));
	}

	Set<String> subtypes(String type) {
		return this.direct.containsKey(type)
				? collect(type, new HashSet<>(), (name) -> this.direct.getOrDefault(name, Set.of())) : Set.of();
	}

	Set<String> supertypes(String type) {
		return collect(type, new HashSet<>(), this::parents);
	}

	private Set<String> parents(String type) {
		ClassNode node = this.graph.node(type);
		return (node != null) ? node.supertypes() : Set.of();
	}

	private static Set<String> collect(String type, Set<String> found, Function<String, Set<String>> next) {
		for (String name : next.apply(type)) {
			if (found.add(name)) {
				collect(name, found, next);
			}
		}
		return found;
	}

	boolean isAnyOf(String type, Set<String> candidates) {
		return candidates.contains(type) || supertypes(type).stream().anyMatch(candidates::contains);
	}

	/**
	 * Return whether all super types of a class are known, so that no library's type is
	 * one of them unseen.
	 * @param type the name of a class
	 * @return whether they are
	 */
	boolean isKnown(String type) {
		return this.graph.contains(type)
				&& supertypes(type).stream().allMatch((name) -> this.graph.contains(name) || MARKERS.contains(name));
	}

}
