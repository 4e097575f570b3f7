package dev.holdfast.reload.graph;

import java.util.List;
import java.util.Set;

/**
 * What changed between two versions of a class file.
 *
 * @param kind how much changed
 * @param methods for {@link Kind#METHOD_BODIES} the methods whose bodies differ, each as
 * its name followed by its descriptor, such as {@code list(I)V}; lambdas are methods of
 * their own
 * @param reasons for {@link Kind#STRUCTURE} what differs, such as {@code field added: x}
 * @since 0.1.0
 */
public record ClassChange(Kind kind, Set<String> methods, List<String> reasons) {

	private static final ClassChange NONE = new ClassChange(Kind.NONE, Set.of(), List.of());

	/**
	 * Create the description of a change.
	 * @param kind how much changed
	 * @param methods the methods whose bodies differ
	 * @param reasons what differs otherwise
	 */
	public ClassChange {
		methods = Set.copyOf(methods);
		reasons = List.copyOf(reasons);
	}

	/**
	 * Compare two versions of a class.
	 * @param before the content of its class file before the change
	 * @param after the content of its class file now
	 * @return what changed; {@link Kind#STRUCTURE} if one of the files cannot be read
	 */
	public static ClassChange between(byte[] before, byte[] after) {
		return new ClassComparison(before, after).result();
	}

	/**
	 * Return the name of a class.
	 * @param content the content of its class file
	 * @return the name
	 * @throws RuntimeException if it is not a class file
	 */
	public static String nameOf(byte[] content) {
		return ClassFile.open(content).getClassName().replace('/', '.');
	}

	/**
	 * Return whether a scan of the class path may find a class without loading it, by its
	 * annotations or super types.
	 * @param content the content of its class file
	 * @return whether it may
	 * @throws RuntimeException if it is not a class file
	 */
	public static boolean mayBeFoundUnloaded(byte[] content) {
		return ShapeReader.read(content).canBeFound();
	}

	/**
	 * Return a change of more than bodies, as for a class that was added.
	 * @param reasons what differs
	 * @return the change
	 */
	public static ClassChange structure(List<String> reasons) {
		return new ClassChange(Kind.STRUCTURE, Set.of(), reasons);
	}

	static ClassChange none() {
		return NONE;
	}

	static ClassChange bodies(Set<String> methods) {
		return new ClassChange(Kind.METHOD_BODIES, methods, List.of());
	}

	/**
	 * How much of a class changed.
	 */
	public enum Kind {

		/**
		 * Nothing that running code can tell, other than by the line numbers of stack
		 * traces. Ignored are line numbers, the name of the source file, names and ranges
		 * of local variables that are no parameters, the order of the constant pool, and
		 * which foreign nested classes are listed.
		 */
		NONE,

		/**
		 * Only code inside of methods, constructors and lambdas.
		 */
		METHOD_BODIES,

		/**
		 * Anything else, and whatever is in doubt: members, their order, modifiers,
		 * annotations, names of parameters, constants, super types, the class
		 * initializer, lambdas that came, went or capture other types, bridge methods,
		 * nest members, record components.
		 */
		STRUCTURE

	}

}
