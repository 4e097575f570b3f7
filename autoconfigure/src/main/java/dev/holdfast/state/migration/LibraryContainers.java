package dev.holdfast.state.migration;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

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
		return map ? MapAdapter.comparing(type, (container) -> List.of(), (traits) -> Instances.create(constructor))
				: CollectionAdapter.comparing(type, "add", (container) -> List.of(),
						(traits) -> Instances.create(constructor));
	}

}
