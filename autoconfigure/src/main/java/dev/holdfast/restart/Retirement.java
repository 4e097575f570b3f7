package dev.holdfast.restart;

import org.jspecify.annotations.Nullable;

/**
 * The moment between two generations, for a {@link RetirementListener}. Holds no class
 * loader strongly, so that a task on another thread may have it.
 *
 * @since 0.1.0
 */
public final class Retirement {

	private final Generation retired;

	private final Generation next;

	Retirement(Generation retired, Generation next) {
		this.retired = retired;
		this.next = next;
	}

	/**
	 * Return the generation that ended. Its start may have failed.
	 * @return the retired generation
	 */
	public Generation retired() {
		return this.retired;
	}

	/**
	 * Return the generation that begins.
	 * @return the next generation
	 */
	public Generation next() {
		return this.next;
	}

	/**
	 * Return the class loader of the retired generation. Whoever keeps it beyond the call
	 * keeps all classes of that generation.
	 * @return the class loader, or {@code null} if it has been collected already
	 */
	public @Nullable ClassLoader retiredLoader() {
		return this.retired.classLoader();
	}

	/**
	 * Return whether a class loader belongs to a retired generation, this one or one
	 * before it: it is a generation's own, or one that an application has created below
	 * it.
	 * @param loader the class loader; {@code null} is the bootstrap loader
	 * @return whether it is of a retired generation
	 */
	public boolean isOfRetired(@Nullable ClassLoader loader) {
		for (ClassLoader current = loader; current != null; current = current.getParent()) {
			if (DevTools.isRestartClassLoader(current)) {
				return !this.next.isLoadedBy(current);
			}
		}
		return false;
	}

	/**
	 * Return whether an object is of a type that belongs to a retired generation. A class
	 * or a class loader stands for itself. What the object refers to is not looked at.
	 * @param object the object
	 * @return whether it is of a retired generation
	 */
	public boolean isOfRetired(@Nullable Object object) {
		if (object instanceof ClassLoader loader) {
			return isOfRetired(loader);
		}
		if (object instanceof Class<?> type) {
			return isOfRetired(type.getClassLoader());
		}
		return object != null && isOfRetired(object.getClass().getClassLoader());
	}

	@Override
	public String toString() {
		return "retirement of " + this.retired;
	}

}
