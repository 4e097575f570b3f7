package dev.holdfast.reload.graph;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A class of the graph.
 *
 * @param name the name of the class
 * @param file its class file
 * @param supertypes what it extends and implements, the JDK's types included
 * @param references everything that its class file mentions
 * @param types what the class itself uses, outside of its members: super types,
 * annotations, record components
 * @param virtual those of {@code types} whose subtypes it may run the code of
 * @param members the members by their keys
 * @param problem why its class file cannot be read, or {@code null} if it can
 */
record ClassNode(String name, Path file, Set<String> supertypes, Set<String> references, Set<String> types,
		Set<String> virtual, Map<String, Member> members, @Nullable String problem) {

	/**
	 * Return a class whose file cannot be read. What was known of it is kept, as its new
	 * version most likely depends on the same classes.
	 * @param name the name of the class
	 * @param file its class file
	 * @param problem why it cannot be read
	 * @param before what was known of the class, or {@code null}
	 * @return the class
	 */
	static ClassNode unreadable(String name, Path file, String problem, @Nullable ClassNode before) {
		if (before == null) {
			return new ClassNode(name, file, Set.of(), Set.of(), Set.of(), Set.of(), Map.of(), problem);
		}
		return new ClassNode(name, file, before.supertypes, before.references, before.types, before.virtual,
				before.members, problem);
	}

	boolean isUnreadable() {
		return this.problem != null;
	}

	boolean extendsNothing() {
		return this.supertypes.equals(Set.of("java.lang.Object"));
	}

}
