package dev.holdfast.reload.redefine;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.springframework.asm.Type;

/**
 * The classes of the application, who is above and below whom, and which of them
 * libraries may call when the application starts.
 */
final class TypeFamilies {

	private static final String PROPERTIES = "org.springframework.boot.context.properties.ConfigurationProperties";

	private final Map<String, CodeOfClass> classes;

	private final Map<String, Set<String>> subtypes = new HashMap<>();

	private final Map<String, Set<String>> families = new HashMap<>();

	private final Map<String, String> called = new HashMap<>();

	TypeFamilies(Map<String, CodeOfClass> classes) {
		this.classes = classes;
		classes.values()
			.forEach((type) -> type.supertypes()
				.forEach((name) -> this.subtypes.computeIfAbsent(name, (key) -> new HashSet<>()).add(type.name())));
		Map<String, String> suspects = new HashMap<>();
		classes.values().forEach((type) -> suspect(type, suspects));
		classes.keySet().forEach((name) -> {
			for (String member : family(name)) {
				String reason = suspects.get(member);
				if (reason != null) {
					this.called.putIfAbsent(name, reason);
				}
			}
		});
	}

	private void suspect(CodeOfClass type, Map<String, String> suspects) {
		for (String name : type.supertypes()) {
			if (!this.classes.containsKey(name) && !AtRequests.isType(name)) {
				suspects.put(type.name(), type.name() + " is a " + name);
			}
		}
		for (String name : type.annotations()) {
			if (!AtRequests.isOnTypes(name)) {
				suspects.put(type.name(), type.name() + " has @" + name);
			}
		}
		if (type.annotations().contains(PROPERTIES)) {
			bound(type.name(), "properties are bound to " + type.name(), suspects);
		}
		for (CodeOfMethod method : type.methods().values()) {
			if (method.annotations().contains(PROPERTIES)) {
				String made = Type.getReturnType(method.key().substring(method.key().indexOf('('))).getClassName();
				bound(made, "properties are bound to " + made, suspects);
			}
		}
	}

	private void bound(String name, String reason, Map<String, String> suspects) {
		CodeOfClass type = this.classes.get(name);
		if (type != null && !reason.equals(suspects.put(name, reason))) {
			type.fieldTypes().forEach((fieldType) -> bound(fieldType, reason, suspects));
		}
	}

	Collection<CodeOfClass> classes() {
		return this.classes.values();
	}

	/**
	 * Return a class with all of the application that are above or below it.
	 * @param name the name of a class, of the application or not
	 * @return the names of the classes
	 */
	Set<String> family(String name) {
		Set<String> known = this.families.get(name);
		if (known == null) {
			known = new HashSet<>();
			if (this.classes.containsKey(name)) {
				Set<String> below = new HashSet<>();
				collect(name, below, (type) -> this.subtypes.getOrDefault(type, Set.of()));
				Set<String> above = new HashSet<>();
				collect(name, above, this::supertypes);
				known.add(name);
				known.addAll(below);
				known.addAll(above);
			}
			this.families.put(name, known);
		}
		return known;
	}

	private Set<String> supertypes(String name) {
		CodeOfClass type = this.classes.get(name);
		return (type != null) ? type.supertypes() : Set.of();
	}

	private void collect(String name, Set<String> found, Function<String, Set<String>> next) {
		for (String type : next.apply(name)) {
			if (this.classes.containsKey(type) && found.add(type)) {
				collect(type, found, next);
			}
		}
	}

	/**
	 * Return why a library may call the methods of a class at the start.
	 * @param name the name of the class
	 * @return the reason for people, or an empty text if none does
	 */
	String called(String name) {
		return this.called.getOrDefault(name, "");
	}

	CodeOfClass type(String name) {
		CodeOfClass type = this.classes.get(name);
		if (type == null) {
			throw new IllegalArgumentException("Unknown class " + name);
		}
		return type;
	}

}
