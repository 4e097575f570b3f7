package dev.holdfast.reload.graph;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Who may run whose code: of classes, named by texts, and of origins.
 * <p>
 * A class runs what it uses and what it got injected. Where it uses a type that has
 * subtypes, the objects are those that were injected, if any of them fits; otherwise, and
 * where it looks beans up by itself, they may be any.
 */
final class RouteEdges {

	private static final Set<String> LOOKUPS = Set.of("org.springframework.beans.factory.ObjectProvider",
			"org.springframework.beans.factory.ObjectFactory", "org.springframework.beans.factory.BeanFactory",
			"org.springframework.beans.factory.ListableBeanFactory",
			"org.springframework.beans.factory.annotation.Lookup", "org.springframework.context.ApplicationContext",
			"org.springframework.context.annotation.Lazy", "jakarta.inject.Provider");

	private final GraphSnapshot graph;

	private final TypeHierarchy hierarchy;

	private final Map<String, Set<String>> injected = new HashMap<>();

	private final Map<String, Set<Origin>> madeBy = new HashMap<>();

	private final Map<Origin, OriginPart> parts = new HashMap<>();

	private final Map<Object, Set<Object>> uses = new HashMap<>();

	private final Map<Object, Set<Object>> usedBy = new HashMap<>();

	RouteEdges(GraphSnapshot graph, Collection<Origin> handlers, BeanClasses beans) {
		this.graph = graph;
		this.hierarchy = new TypeHierarchy(graph);
		Set<Origin> origins = new HashSet<>(handlers);
		origins.addAll(ask(beans, handlers));
		Map<String, Set<String>> starts = new HashMap<>();
		origins.stream()
			.filter((origin) -> origin.method() != null)
			.forEach((origin) -> starts.computeIfAbsent(origin.type(), (type) -> new HashSet<>())
				.add(String.valueOf(origin.method())));
		for (Origin origin : origins) {
			OriginPart part = OriginPart.of(graph.node(origin.type()), origin.method(),
					starts.getOrDefault(origin.type(), Set.of()));
			this.parts.put(origin, part);
			connect(origin, targets(origin.type(), part));
		}
		for (String type : this.injected.keySet()) {
			connect(type, targets(type, OriginPart.of(graph.node(type), null, Set.of())));
			connect(type, this.madeBy.getOrDefault(type, Set.of()));
		}
		this.uses.forEach((user, used) -> used
			.forEach((object) -> this.usedBy.computeIfAbsent(object, (key) -> new HashSet<>()).add(user)));
	}

	private Set<Origin> ask(BeanClasses beans, Collection<Origin> handlers) {
		Queue<String> types = new ArrayDeque<>();
		this.graph.nodes().forEach((node) -> types.add(node.name()));
		handlers.forEach((origin) -> types.add(origin.type()));
		types.addAll(beans.behindEveryRoute());
		Set<Origin> factories = new HashSet<>();
		for (String type = types.poll(); type != null; type = types.poll()) {
			if (!this.injected.containsKey(type)) {
				Set<String> names = Set.copyOf(beans.injectedInto(type));
				this.injected.put(type, names);
				types.addAll(names);
				Set<Origin> makers = Set.copyOf(beans.madeBy(type));
				this.madeBy.put(type, makers);
				makers.forEach((origin) -> types.add(origin.type()));
				factories.addAll(makers);
			}
		}
		return factories;
	}

	private void connect(Object user, Collection<?> used) {
		this.uses.computeIfAbsent(user, (key) -> new HashSet<>()).addAll(used);
	}

	private Set<String> targets(String type, OriginPart part) {
		Set<String> targets = new HashSet<>(part.types());
		Set<String> got = injected(type);
		got.stream().filter((name) -> part.whole() || mayHold(type, part, name)).forEach(targets::add);
		Set<String> candidates = new HashSet<>(got);
		this.hierarchy.subtypes(type).forEach((subtype) -> candidates.addAll(injected(subtype)));
		boolean looksUp = looksUp(this.graph.node(type));
		for (String used : part.virtual()) {
			Set<String> subtypes = this.hierarchy.subtypes(used);
			if (used.equals(type) || subtypes.isEmpty()) {
				continue;
			}
			boolean known = !looksUp && (candidates.contains(used) || !Collections.disjoint(candidates, subtypes));
			subtypes.stream().filter((name) -> !known || candidates.contains(name)).forEach(targets::add);
		}
		targets.remove(type);
		targets.retainAll(this.injected.keySet());
		return targets;
	}

	private Set<String> injected(String type) {
		return this.injected.getOrDefault(type, Set.of());
	}

	private static boolean looksUp(@Nullable ClassNode node) {
		return node == null || !Collections.disjoint(node.references(), LOOKUPS);
	}

	// Not if some other field or method of the class is the only one that has its type
	private boolean mayHold(String type, OriginPart part, String name) {
		if (this.hierarchy.isAnyOf(name, part.virtual())) {
			return true;
		}
		ClassNode node = this.graph.node(type);
		if (node == null || !node.extendsNothing() || !this.hierarchy.isKnown(name)) {
			return true;
		}
		return node.members().values().stream().anyMatch(Member::open) || node.members()
			.values()
			.stream()
			.filter((member) -> !member.isConstructor())
			.noneMatch((member) -> this.hierarchy.isAnyOf(name, member.virtual()));
	}

	Map<Origin, OriginPart> parts() {
		return this.parts;
	}

	/**
	 * Walk along the edges.
	 * @param starts where to begin
	 * @param maxDepth the most steps to take, or 0 for no limit
	 * @param back whether to go from what is used to who uses it
	 * @return everything that was reached, with the starts
	 */
	Set<Object> reach(Collection<?> starts, int maxDepth, boolean back) {
		Map<Object, Set<Object>> edges = back ? this.usedBy : this.uses;
		Set<Object> reached = new HashSet<>(starts);
		Set<Object> frontier = reached;
		for (int depth = 0; !frontier.isEmpty() && (maxDepth == 0 || depth < maxDepth); depth++) {
			Set<Object> next = new HashSet<>();
			frontier.forEach((object) -> next.addAll(edges.getOrDefault(object, Set.of())));
			next.removeAll(reached);
			reached.addAll(next);
			frontier = next;
		}
		return reached;
	}

}
