package dev.holdfast.restart;

import java.lang.ref.WeakReference;

import org.jspecify.annotations.Nullable;

/**
 * One life of the application's classes and context, from one restart to the next.
 * <p>
 * Holds its class loader weakly, so that keeping a generation never keeps its classes.
 *
 * @since 0.1.0
 */
public final class Generation {

	private final int number;

	private final WeakReference<ClassLoader> classLoader;

	Generation(int number, @Nullable ClassLoader classLoader) {
		this.number = number;
		this.classLoader = new WeakReference<>(classLoader);
	}

	/**
	 * Return the number of this generation, counted from 1 in each JVM.
	 * @return the number
	 */
	public int number() {
		return this.number;
	}

	/**
	 * Return the class loader of the application's classes in this generation.
	 * @return the class loader, or {@code null} once it has been collected
	 */
	public @Nullable ClassLoader classLoader() {
		return this.classLoader.get();
	}

	boolean isLoadedBy(@Nullable ClassLoader classLoader) {
		return classLoader != null && this.classLoader.get() == classLoader;
	}

	@Override
	public String toString() {
		return "generation " + this.number;
	}

}
