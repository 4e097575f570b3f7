package dev.holdfast.reload;

import java.lang.ref.WeakReference;
import java.util.Collection;

import org.jspecify.annotations.Nullable;

import dev.holdfast.reload.redefine.RunningClasses;
import dev.holdfast.restart.EnteredMethods;

/**
 * What code a generation runs, and which of it has run while the generation was made.
 * Holds the loader weakly, and nothing else of the generation.
 */
final class GenerationRecord {

	private static final String LAMBDA = "lambda$";

	private final WeakReference<ClassLoader> loader;

	private final EnteredMethods entered = EnteredMethods.begin();

	private final RunningClasses classes = new RunningClasses(EnteredMethods.class, this.entered::next);

	GenerationRecord(ClassLoader loader) {
		this.loader = new WeakReference<>(loader);
	}

	boolean isOf(ClassLoader loader) {
		return this.loader.refersTo(loader);
	}

	@Nullable ClassLoader loader() {
		return this.loader.get();
	}

	RunningClasses classes() {
		return this.classes;
	}

	/**
	 * Return why methods cannot be replaced, such as that one has run while something was
	 * made that stays.
	 * @param type the name of the class
	 * @param methods the methods to look for, each its name followed by its descriptor
	 * @return the reason for people, or {@code null} if there is none
	 */
	@Nullable String obstacle(String type, Collection<String> methods) {
		String unseen = this.entered.unseen();
		if (!methods.isEmpty() && unseen != null) {
			return "nobody has seen what ran while bean '" + unseen + "' was made";
		}
		if (!methods.isEmpty() && this.entered.isRemade(type)) {
			return "nobody sees when beans of " + type + " are made";
		}
		return methods.stream()
			.sorted()
			.filter((method) -> this.classes.number(type, method).map(this.entered::contains).orElse(true))
			.findFirst()
			.map((method) -> name(type, method) + " has run while the application was made")
			.orElse(null);
	}

	private static String name(String type, String method) {
		String simpleType = type.substring(type.lastIndexOf('.') + 1);
		String name = method.substring(0, method.indexOf('('));
		if (name.startsWith("<")) {
			return "a constructor of " + simpleType;
		}
		return name.startsWith(LAMBDA)
				? "a lambda in %s.%s".formatted(simpleType, name.substring(LAMBDA.length(), name.lastIndexOf('$')))
				: simpleType + "." + name;
	}

	void started() {
		this.entered.started();
	}

	void end() {
		this.entered.end();
	}

}
