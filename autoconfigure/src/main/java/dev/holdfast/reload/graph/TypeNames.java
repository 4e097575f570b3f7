package dev.holdfast.reload.graph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.springframework.asm.ConstantDynamic;
import org.springframework.asm.Handle;
import org.springframework.asm.Type;

/**
 * Collects the names of the types that descriptors, signatures and constants mention. The
 * JDK's own are left out, since they never change.
 */
final class TypeNames {

	private final Map<String, String> pool;

	private final Set<String> names = new HashSet<>();

	/**
	 * Collect names.
	 * @param pool binary names by internal names, to have each name in memory once
	 */
	TypeNames(Map<String, String> pool) {
		this.pool = pool;
	}

	TypeNames() {
		this(new HashMap<>());
	}

	Set<String> toSet() {
		return Set.copyOf(this.names);
	}

	void remove(String name) {
		this.names.remove(name);
	}

	void addAll(Set<String> names) {
		this.names.addAll(names);
	}

	void internal(String name) {
		if (name.startsWith("[")) {
			signature(name);
		}
		else if (!name.startsWith("java/")) {
			this.names.add(binary(name));
		}
	}

	/**
	 * Return the name of a type as the Java language's tools print it.
	 * @param internalName the name in the class file
	 * @return the name with dots
	 */
	String binary(String internalName) {
		return this.pool.computeIfAbsent(internalName, (name) -> name.replace('/', '.'));
	}

	/**
	 * Collect a text if it may be the name of a class, as it may be looked up by it.
	 * @param text any text
	 */
	void className(String text) {
		int simpleName = text.lastIndexOf('.') + 1;
		if (simpleName > 1 && simpleName < text.length() && Character.isUpperCase(text.charAt(simpleName))
				&& text.chars().allMatch((next) -> next == '.' || Character.isJavaIdentifierPart(next))) {
			internal(text.replace('.', '/'));
		}
	}

	void constant(Object value) {
		if (value instanceof Type type) {
			signature(type.getDescriptor());
		}
		else if (value instanceof Handle handle) {
			internal(handle.getOwner());
			signature(handle.getDesc());
		}
		else if (value instanceof ConstantDynamic dynamic) {
			signature(dynamic.getDescriptor());
			constant(dynamic.getBootstrapMethod());
			for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
				constant(dynamic.getBootstrapMethodArgument(i));
			}
		}
	}

	/**
	 * Collect the types of a descriptor or of a generic signature, whose grammar contains
	 * that of descriptors.
	 * @param text the text from the class file
	 */
	void signature(String text) {
		int position = text.startsWith("<") ? typeParameters(text) : 0;
		while (position < text.length()) {
			position = ("()^".indexOf(text.charAt(position)) >= 0) ? position + 1 : type(text, position);
		}
	}

	private int typeParameters(String text) {
		int position = 1;
		while (text.charAt(position) != '>') {
			position = find(text, ':', position);
			while (text.charAt(position) == ':') {
				position++;
				if (text.charAt(position) != ':') {
					position = type(text, position);
				}
			}
		}
		return position + 1;
	}

	private int type(String text, int position) {
		return switch (text.charAt(position)) {
			case 'L' -> classType(text, position + 1);
			case 'T' -> find(text, ';', position) + 1;
			case '[', '+', '-' -> type(text, position + 1);
			default -> position + 1;
		};
	}

	private int classType(String text, int start) {
		StringBuilder name = new StringBuilder();
		int position = start;
		while (text.charAt(position) != ';') {
			char next = text.charAt(position);
			if (next == '<') {
				position++;
				while (text.charAt(position) != '>') {
					position = type(text, position);
				}
			}
			else {
				name.append((next == '.') ? '$' : next);
			}
			position++;
		}
		internal(name.toString());
		return position + 1;
	}

	private static int find(String text, char wanted, int from) {
		int position = text.indexOf(wanted, from);
		if (position < 0) {
			throw new IllegalArgumentException("'%s' is no signature".formatted(text));
		}
		return position;
	}

}
