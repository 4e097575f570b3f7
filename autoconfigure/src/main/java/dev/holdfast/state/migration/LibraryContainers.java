package dev.holdfast.state.migration;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

/**
 * Adapters of collections and maps of libraries, such as Spring's, which have a public
 * constructor without parameters: then they can be made empty, and filled as any other.
 */
final class LibraryContainers {

	private LibraryContainers() {
	}

	/**
	 * Find an adapter.
	 * @param type the class of a library
	 * @return the adapter, or {@code null} if the class is no such container
	 */
	static @Nullable ContainerAdapter<?> find(Class<?> type) {
		boolean map = Map.class.isAssignableFrom(type);
		Constructor<?> constructor = Modifier.isPublic(type.getModifiers()) ? Instances.noArgConstructor(type) : null;
		if (constructor == null || !Modifier.isPublic(constructor.getModifiers())
				|| !(map || Collection.class.isAssignableFrom(type))) {
			return null;
		}
		Supplier<Object> plain = SingletonSupplier.of(() -> Instances.create(constructor));
		return map
				? MapAdapter.comparing(type, (container) -> settings(container, plain.get()),
						(traits) -> create(constructor, traits))
				: CollectionAdapter.comparing(type, "add", (container) -> settings(container, plain.get()),
						(traits) -> create(constructor, traits));
	}

	// What the container was made with, as far as it differs from a plain one
	private static List<?> settings(Object container, Object plain) {
		return Instances.fields(container.getClass())
			.stream()
			.filter(LibraryContainers::isSetting)
			.filter((field) -> !Objects.equals(Instances.get(field, container), Instances.get(field, plain)))
			.map((field) -> "%s = %s".formatted(field.getName(), Instances.get(field, container)))
			.limit(1)
			.toList();
	}

	private static boolean isSetting(Field field) {
		Class<?> type = field.getType();
		return Modifier.isFinal(field.getModifiers()) && (type.isPrimitive() || type.isEnum() || Leaves.isFinal(type));
	}

	private static Object create(Constructor<?> constructor, List<?> settings) {
		if (!settings.isEmpty()) {
			throw new IllegalStateException(
					"a %s made with settings of its own (%s) cannot be made again: write a ContainerAdapter for it"
						.formatted(constructor.getDeclaringClass().getName(), settings.get(0)));
		}
		return Instances.create(constructor);
	}

}
