package dev.holdfast.reload.graph;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A version of a class in a form that can be compared.
 *
 * @param elements the class and its members, such as {@code field: x}, with everything
 * about each that is not code, by the name of the aspect
 * @param bodies the code by method
 */
record ClassShape(Map<String, Map<String, String>> elements, Map<String, MethodBody> bodies) {

	MethodBody body(String method) {
		return Objects.requireNonNull(this.bodies.get(method));
	}

	/**
	 * Return what runs, or may run, when the class is initialized or an object is made.
	 * @return the methods, as far as the class itself calls them
	 */
	Set<String> reachableFromInitializers() {
		Set<String> starts = this.bodies.values()
			.stream()
			.filter((body) -> body.kind() == MethodBody.Kind.CONSTRUCTOR || body.kind() == MethodBody.Kind.INITIALIZER)
			.map(MethodBody::method)
			.collect(Collectors.toSet());
		return reachable(starts);
	}

	private Set<String> reachable(Collection<String> starts) {
		Set<String> reached = new HashSet<>(starts);
		Queue<String> queue = new ArrayDeque<>(starts);
		for (String method = queue.poll(); method != null; method = queue.poll()) {
			MethodBody body = this.bodies.get(method);
			if (body != null) {
				body.own().stream().filter(reached::add).forEach(queue::add);
			}
		}
		return reached;
	}

	/**
	 * Return the methods that a body is written in: those around a lambda, or the method
	 * itself.
	 * @param method the method that has the body
	 * @return the methods, more than one if lambdas are shared
	 */
	Set<String> stems(String method) {
		return stems(method, new HashSet<>());
	}

	private Set<String> stems(String method, Set<String> seen) {
		if (body(method).kind() != MethodBody.Kind.LAMBDA) {
			return Set.of(method);
		}
		Set<String> stems = new HashSet<>();
		for (MethodBody body : this.bodies.values()) {
			if (body.own().contains(method) && seen.add(body.method())) {
				stems.addAll(stems(body.method(), seen));
			}
		}
		return stems.isEmpty() ? Set.of(method) : stems;
	}

}
