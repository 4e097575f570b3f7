package dev.holdfast.reload.graph;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A version of a class in a form that can be compared.
 *
 * @param elements the class and its members, such as {@code field: x}, with everything
 * about each that is not code, by the name of the aspect
 * @param bodies the code by method
 */
record ClassShape(Map<String, Map<String, String>> elements, Map<String, MethodBody> bodies) {

	private static final Set<String> PLAIN = Set.of("java/lang/Object", "java/lang/Record", "java/lang/Enum");

	MethodBody body(String method) {
		return Objects.requireNonNull(this.bodies.get(method));
	}

	/**
	 * Return whether the class has anything by which it may be found.
	 * @return whether it has annotations or super types
	 */
	boolean canBeFound() {
		return this.elements.entrySet()
			.stream()
			.filter((element) -> element.getKey().startsWith("class: "))
			.map(Map.Entry::getValue)
			.anyMatch((type) -> !PLAIN.contains(type.get("super class")) || !"[]".equals(type.get("interfaces"))
					|| type.containsKey("order of annotations"));
	}

}
