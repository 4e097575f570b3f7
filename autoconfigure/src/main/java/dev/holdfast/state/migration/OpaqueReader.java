package dev.holdfast.state.migration;

import java.util.function.Predicate;

/**
 * Keeps objects of libraries that cannot be taken apart, unless they hide an object of an
 * app type.
 */
final class OpaqueReader implements Reader {

	private final Predicate<Class<?>> appTypes;

	private final ContainerAdapters adapters;

	OpaqueReader(Predicate<Class<?>> appTypes, ContainerAdapters adapters) {
		this.appTypes = appTypes;
		this.adapters = adapters;
	}

	@Override
	public void read(Object source, Node node) {
		String find = new LibraryScan(this.appTypes, this.adapters).find(source);
		if (find != null) {
			throw new IllegalStateException(
					"It is of a library and cannot be rebuilt, but holds an object of the application's class " + find
							+ ". Write a ContainerAdapter for it, or make it anew in each generation");
		}
	}

	@Override
	public boolean isKeepable() {
		return true;
	}

}
