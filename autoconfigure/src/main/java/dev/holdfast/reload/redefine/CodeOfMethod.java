package dev.holdfast.reload.redefine;

import java.util.Set;

/**
 * A method, and what it may run.
 *
 * @param key its name followed by its descriptor
 * @param hidden whether only its own class calls it by what the JVM does
 * @param annotations the annotations on it
 * @param calls the methods that its code calls or refers to, each with its owner
 * @param texts the texts in its code, one of which may name a method or a property
 * @param types the types that it makes objects of, or whose classes it names
 */
record CodeOfMethod(String key, boolean hidden, Set<String> annotations, Set<Call> calls, Set<String> texts,
		Set<String> types) {

	String name() {
		return this.key.substring(0, this.key.indexOf('('));
	}

	/**
	 * Return whether a library calls it by what an object is, without naming it.
	 * @param record whether it is a method of a record
	 * @return whether it may be of a property
	 */
	boolean isAccessor(boolean record) {
		String parameters = this.key.substring(this.key.indexOf('('), this.key.indexOf(')') + 1);
		boolean getter = record || name().startsWith("get") || name().startsWith("is");
		return (getter && parameters.equals("()")) || (name().startsWith("set") && !parameters.equals("()"));
	}

	boolean isInitializer() {
		return this.key.startsWith("<");
	}

	/**
	 * A call as the code says it; what runs may be in a type above or below.
	 *
	 * @param owner the name of the class
	 * @param key the method's name and descriptor
	 */
	record Call(String owner, String key) {

		boolean takesAnyObject() {
			String parameters = this.key.substring(this.key.indexOf('('), this.key.indexOf(')'));
			return parameters.contains("Ljava/lang/Object;") || parameters.contains("Ljava/lang/Class;")
					|| parameters.contains("Ljava/lang/reflect/Type;");
		}

	}

}
