package dev.holdfast.reload.redefine;

import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The methods that may have run when the application started. Objects may be as their
 * code made them, and replacing it would change nothing.
 * <p>
 * Begins with constructors, class initializers, and everything that a library may call
 * for all that is known: methods of types that extend or implement a library's, those
 * with an annotation, and all methods of classes with one, unless they are known to serve
 * requests. From there it follows every call, lambda and method reference, to any class
 * above or below the one that is named, and every text that is the name of a method.
 * <p>
 * Immutable. Holds the contents of class files, and what they were read as, so that those
 * that stay the same need not be read again.
 *
 * @since 0.1.0
 */
public final class StartupCode {

	private final Map<byte[], CodeOfClass> read;

	private final Set<String> types;

	private final Map<CodeOfMethod.Call, String> reached;

	private StartupCode(Map<byte[], CodeOfClass> read) {
		Map<String, CodeOfClass> classes = new HashMap<>();
		read.values().forEach((type) -> classes.put(type.name(), type));
		this.read = read;
		this.types = Set.copyOf(classes.keySet());
		this.reached = new StartupReach(new TypeFamilies(classes)).reached();
	}

	/**
	 * Find out what may have run.
	 * @param classFiles the contents of the class files as they were loaded, which must
	 * not be changed afterwards
	 * @param before the same of other classes, some of which may be the same
	 * @return what may have run
	 * @throws RuntimeException if one of them is not a class file
	 */
	public static StartupCode of(Collection<byte[]> classFiles, @Nullable StartupCode before) {
		Map<byte[], CodeOfClass> known = (before != null) ? before.read : Map.of();
		Map<byte[], CodeOfClass> read = new IdentityHashMap<>();
		for (byte[] content : classFiles) {
			CodeOfClass type = (before != null) ? known.get(content) : null;
			read.put(content, Objects.requireNonNullElseGet(type, () -> CodeReader.read(content)));
		}
		return new StartupCode(read);
	}

	/**
	 * Return why methods may have run.
	 * @param type the name of their class
	 * @param methods the methods, each as its name followed by its descriptor
	 * @return the reason for people, or {@code null} if none of them has
	 */
	public @Nullable String reason(String type, Collection<String> methods) {
		if (!this.types.contains(type)) {
			return type + " is unknown";
		}
		return methods.stream()
			.sorted()
			.map((method) -> this.reached.get(new CodeOfMethod.Call(type, method)))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

}
