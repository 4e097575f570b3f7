package dev.holdfast.reload.graph;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.springframework.util.Assert;

/**
 * The routes of an application with the classes that each of them reaches, through
 * injected beans too.
 * <p>
 * In the class that handles a route, only what the route's method runs is looked at;
 * every other class counts as a whole. So an edit may be said to affect too many routes,
 * and too few only for what neither class files nor injection tell: what
 * {@link ClassGraph} cannot see, and what lies beyond the greatest depth.
 * <p>
 * Immutable: it shows the class graph as it was when the route graph was made. For
 * classes that were edited the graphs of before and after give the same answer, as each
 * way to an edited class has a first one, and the way there was not edited. For classes
 * that were added only the new graph does, for those removed only the old one.
 *
 * @since 0.1.0
 */
public final class RouteGraph {

	private final List<Route> routes;

	private final Set<String> behindEveryRoute;

	private final int maxDepth;

	private final GraphSnapshot graph;

	private final RouteEdges edges;

	private RouteGraph(ClassGraph graph, Collection<Route> routes, BeanClasses beans, int maxDepth) {
		this.graph = graph.snapshot();
		this.routes = List.copyOf(routes);
		this.behindEveryRoute = Set.copyOf(beans.behindEveryRoute());
		this.maxDepth = maxDepth;
		this.edges = new RouteEdges(this.graph, this.routes.stream().map(Route::handler).toList(), beans);
	}

	/**
	 * Find what the routes reach.
	 * @param graph the classes
	 * @param routes the routes
	 * @param beans who got what injected
	 * @param maxDepth the longest way in steps from class to class, beginning at the
	 * handler's, or 0 for no limit
	 * @return the graph of the routes
	 */
	public static RouteGraph of(ClassGraph graph, Collection<Route> routes, BeanClasses beans, int maxDepth) {
		Assert.isTrue(maxDepth >= 0, () -> "'maxDepth' [%s] must not be negative".formatted(maxDepth));
		return new RouteGraph(graph, routes, beans, maxDepth);
	}

	/**
	 * Return the routes that changed classes affect, whatever changed in them.
	 * @param changed the names of the classes
	 * @return the routes, in their order
	 */
	public Set<Route> affectedRoutes(Set<String> changed) {
		Map<String, ClassChange> changes = new HashMap<>();
		changed.forEach((name) -> changes.put(name, ClassChange.structure(List.of())));
		return affectedRoutes(changes);
	}

	/**
	 * Return the routes that changed classes affect. Where only bodies changed, routes of
	 * the same class that do not run them are left out.
	 * @param changes the changes by the names of the classes
	 * @return the routes, in their order; those that reach a class whose file cannot be
	 * read are always among them if anything changed
	 */
	public Set<Route> affectedRoutes(Map<String, ClassChange> changes) {
		Map<String, ClassChange> all = new HashMap<>(changes);
		all.values().removeIf((change) -> change.kind() == ClassChange.Kind.NONE);
		if (all.isEmpty()) {
			return Set.of();
		}
		this.graph.nodes()
			.stream()
			.filter(ClassNode::isUnreadable)
			.forEach((node) -> all.put(node.name(), ClassChange.structure(List.of())));
		Set<Object> starts = new HashSet<>(all.keySet());
		this.edges.parts().forEach((origin, part) -> {
			ClassChange change = all.get(origin.type());
			if (change != null && part.isHitBy(change)) {
				starts.add(origin);
			}
		});
		Set<Object> reached = this.edges.reach(starts, this.maxDepth, true);
		Set<Route> affected = new LinkedHashSet<>(this.routes);
		if (Collections.disjoint(reached, this.behindEveryRoute)) {
			affected.removeIf((route) -> !reached.contains(route.handler()));
		}
		return affected;
	}

	/**
	 * Return the classes that a route reaches.
	 * @param route the route
	 * @return their names, as far as they are in the class graph
	 */
	public Set<String> classesBehind(Route route) {
		Set<String> names = new TreeSet<>();
		for (Object reached : this.edges.reach(List.of(route.handler()), this.maxDepth, false)) {
			String name = (reached instanceof Origin origin) ? origin.type() : reached.toString();
			if (this.graph.contains(name)) {
				names.add(name);
			}
		}
		return names;
	}

	/**
	 * Return the routes.
	 * @return the routes
	 */
	public List<Route> routes() {
		return this.routes;
	}

}
