package dev.holdfast.state.migration;

import java.lang.reflect.Constructor;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.holdfast.state.migration.ContainerAdapter.Contents;

/**
 * Takes containers apart and makes them again, as a migration does between classes that
 * did not change.
 */
final class RoundTrip {

	private static final ContainerAdapters ADAPTERS = ContainerAdapters.load(null);

	private RoundTrip() {
	}

	@SuppressWarnings("unchecked")
	static <T> ContainerAdapter<T> adapter(Class<?> type) {
		ContainerAdapter<?> adapter = ADAPTERS.find(type);
		if (adapter == null) {
			throw new AssertionError("no adapter for " + type.getName());
		}
		return (ContainerAdapter<T>) adapter;
	}

	static boolean isSupported(Object container) {
		return ADAPTERS.find(container.getClass()) != null;
	}

	static <T> T of(T container) {
		return of(container, null);
	}

	static <T> T of(T container, @Nullable T fresh) {
		ContainerAdapter<T> adapter = adapter(container.getClass());
		Contents contents = adapter.contents(container);
		String typeName = container.getClass().getName();
		if (!adapter.isMutable()) {
			return adapter.create(typeName, contents.traits(), contents.elements(), fresh);
		}
		T created = adapter.create(typeName, contents.traits(), List.of(), fresh);
		adapter.fill(created, contents.elements());
		return created;
	}

	/**
	 * Make an instance of a class that extends a container's.
	 */
	static <T> T ofSubclass(T container, Class<? super T> containerType) throws ReflectiveOperationException {
		ContainerAdapter<T> adapter = adapter(containerType);
		if (!adapter.supportsSubclasses()) {
			throw new AssertionError(containerType.getName() + " has no support for subclasses");
		}
		Contents contents = adapter.contents(container);
		List<?> arguments = adapter.superArguments(contents.traits());
		Object created = bypass(container.getClass(), SuperCall.constructor(containerType, arguments))
			.newInstance(arguments.toArray());
		@SuppressWarnings("unchecked")
		T instance = (T) created;
		adapter.fill(instance, contents.elements());
		return instance;
	}

	private static Constructor<?> bypass(Class<?> type, Constructor<?> constructor)
			throws ReflectiveOperationException {
		Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
		return (Constructor<?>) factory.getMethod("newConstructorForSerialization", Class.class, Constructor.class)
			.invoke(factory.getMethod("getReflectionFactory").invoke(null), type, constructor);
	}

}
