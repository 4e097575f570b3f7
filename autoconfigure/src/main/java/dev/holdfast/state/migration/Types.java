package dev.holdfast.state.migration;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * Finds the classes of the present generation by their former names.
 */
final class Types {

	private final Map<String, Class<?>> found = new HashMap<>();

	private final ClassLoader classLoader;

	private final Map<String, Class<?>> renamed;

	Types(ClassLoader classLoader, Map<String, Class<?>> renamed) {
		this.classLoader = classLoader;
		this.renamed = renamed;
	}

	/**
	 * Find a class.
	 * @param name its former name, as {@link Class#getName()} gives it
	 * @return the class
	 */
	Class<?> find(String name) {
		Class<?> type = this.found.get(name);
		if (type == null) {
			type = load(name);
			this.found.put(name, type);
		}
		return type;
	}

	/**
	 * Return whether a class goes by a former name.
	 * @param name the former name
	 * @param type the present class
	 * @return whether it is the one
	 */
	boolean isPresent(String name, Class<?> type) {
		Class<?> renamed = renamed(name);
		return (renamed != null) ? renamed == type : type.getName().equals(name);
	}

	private Class<?> load(String name) {
		if (name.startsWith("[")) {
			return loadArray(name);
		}
		Class<?> renamed = renamed(name);
		if (renamed != null) {
			return renamed;
		}
		try {
			return Class.forName(name, false, this.classLoader);
		}
		catch (ClassNotFoundException ex) {
			throw new Misfit("Class %s is missing".formatted(name), name, null);
		}
		catch (LinkageError ex) {
			throw new Misfit("Class %s cannot be loaded: %s".formatted(name, ex), name, null);
		}
	}

	private Class<?> loadArray(String name) {
		int dimensions = name.lastIndexOf('[') + 1;
		if (name.charAt(dimensions) != 'L') {
			return ClassUtils.resolveClassName(name, this.classLoader);
		}
		Class<?> type = find(name.substring(dimensions + 1, name.length() - 1));
		for (int i = 0; i < dimensions; i++) {
			type = type.arrayType();
		}
		return type;
	}

	private @Nullable Class<?> renamed(String name) {
		Class<?> exact = this.renamed.get(name);
		if (exact != null) {
			return exact;
		}
		int end = name.lastIndexOf('$');
		Class<?> outer = (end > 0) ? renamed(name.substring(0, end)) : null;
		return (outer != null) ? find(outer.getName() + name.substring(end)) : null;
	}

}
