package dev.holdfast.reload.graph;

import java.util.Set;

/**
 * A field, method or constructor and what it uses.
 *
 * @param key its name, followed by its descriptor if it can be called
 * @param hidden whether only its own class calls it by what the JVM does: private, static
 * or made by the compiler
 * @param annotations the annotations on it
 * @param types the types that it uses in any way
 * @param virtual those of {@code types} whose subtypes it may run the code of
 * @param own the members of its own class that it uses, by their keys
 * @param plain whether all that it does is to store its parameters and constants in
 * fields
 * @param open whether it is a field that may hold an object of just any class
 */
record Member(String key, boolean hidden, Set<String> annotations, Set<String> types, Set<String> virtual,
		Set<String> own, boolean plain, boolean open) {

	private static final String BEAN = "org.springframework.context.annotation.Bean";

	boolean isMethod() {
		return this.key.indexOf('(') >= 0;
	}

	boolean isConstructor() {
		return this.key.startsWith("<init>");
	}

	boolean isInitializer() {
		return this.key.startsWith("<");
	}

	boolean isBeanMethod() {
		return this.annotations.contains(BEAN);
	}

	/**
	 * Return whether a text names this method.
	 * @param method a name, with or without the descriptor
	 * @return whether it is this method's
	 */
	boolean isNamed(String method) {
		return this.key.equals(method) || this.key.startsWith(method + "(");
	}

}
