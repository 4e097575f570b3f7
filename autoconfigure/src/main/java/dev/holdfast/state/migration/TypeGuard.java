package dev.holdfast.state.migration;

import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * Decides what may leave the memory of a JVM and come back: objects of trusted types, and
 * containers that an adapter knows. A class is looked up by its name, but not
 * initialized. One that is missing does no harm.
 * <p>
 * Belongs to one generation. Safe for use by many threads: what it remembers of a class
 * is the same whoever finds it out.
 *
 * @since 0.1.0
 */
public final class TypeGuard {

	private final Map<String, Optional<Class<?>>> types = new ConcurrentHashMap<>();

	private final ClassLoader classLoader;

	private final Predicate<Class<?>> trusted;

	private final ContainerAdapters adapters;

	/**
	 * Create a guard.
	 * @param classLoader finds classes
	 * @param trusted tells which types are the application's, or as good as these
	 * @param adapters the containers that are known
	 */
	public TypeGuard(ClassLoader classLoader, Predicate<Class<?>> trusted, ContainerAdapters adapters) {
		this.classLoader = classLoader;
		this.trusted = trusted;
		this.adapters = adapters;
	}

	Predicate<Class<?>> trusted() {
		return this.trusted;
	}

	ContainerAdapters adapters() {
		return this.adapters;
	}

	/**
	 * Return what puts values together that have come back.
	 * @return a rehydrator
	 */
	public Rehydrator rehydrator() {
		return new Rehydrator(this.classLoader, this.adapters);
	}

	/**
	 * Return why an object must stay where it is.
	 * @param recipe the recipe of the object
	 * @param content what it consists of
	 * @return the reason, as a sentence without its full stop, or {@code null} if it may
	 * pass
	 */
	@Nullable String refusal(Recipe recipe, @Nullable Object[] content) {
		Recipe.Container container = Recipe.containerOf(recipe);
		for (int trait = 0; container != null && trait < container.traits(); trait++) {
			if (content[trait] instanceof byte[]) {
				// An adapter could deserialize them
				return "It is a container with settings in bytes, of which nobody can tell what they are";
			}
		}
		return refusal(recipe);
	}

	private @Nullable String refusal(Recipe recipe) {
		if (recipe instanceof Recipe.Refusal refusal) {
			// What is withheld from this generation goes on to the next JVM as it came
			return (refusal.withheld() != null) ? null : refusal.reason();
		}
		if (recipe instanceof Recipe.Container container) {
			return refusalOfContainer(container);
		}
		if (recipe instanceof Recipe.Array array) {
			return refusalOfElements(array.typeName());
		}
		if (recipe instanceof Recipe.Fields fields) {
			Recipe.Container container = fields.container();
			String refusal = refusalOfObject(fields.typeName());
			return (refusal == null && container != null) ? refusalOfContainer(container) : refusal;
		}
		if (recipe instanceof Recipe.Constant || recipe instanceof Recipe.Literal) {
			return refusalOfObject(recipe.typeName());
		}
		return "Only its own serialization or the code that made it can make it again";
	}

	private @Nullable String refusalOfContainer(Recipe.Container container) {
		Class<?> type = find(container.typeName());
		return (type == null || this.adapters.find(type) != null) ? null
				: "It is a container that no ContainerAdapter knows";
	}

	private @Nullable String refusalOfElements(String arrayType) {
		int dimensions = arrayType.lastIndexOf('[') + 1;
		if (arrayType.length() == dimensions + 1) {
			return null;
		}
		String name = arrayType.substring(dimensions + 1, arrayType.length() - 1);
		return name.startsWith("java.") ? null : refusalOfObject(name);
	}

	private @Nullable String refusalOfObject(String name) {
		Class<?> type = find(name);
		return (type == null || this.trusted.test(type)) ? null
				: "Class %s is not the application's own. If it is data, add its package to holdfast.state.trusted-packages"
					.formatted(name);
	}

	/**
	 * Return whether a member may be left to the constructor of its class.
	 * @param field the member
	 * @return whether it is transient
	 */
	boolean isTransient(Recipe.FieldName field) {
		Class<?> type = find(field.declaringType());
		try {
			return type != null && Modifier.isTransient(type.getDeclaredField(field.name()).getModifiers());
		}
		catch (NoSuchFieldException | LinkageError ex) {
			return false;
		}
	}

	/**
	 * Find a class.
	 * @param name its name
	 * @return the class, or {@code null} if it is missing
	 */
	@Nullable Class<?> find(String name) {
		return this.types.computeIfAbsent(name, this::load).orElse(null);
	}

	private Optional<Class<?>> load(String name) {
		try {
			return Optional.of(ClassUtils.forName(name, this.classLoader));
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return Optional.empty();
		}
	}

}
