package dev.holdfast.reload.redefine;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The classes of one loader as the JVM got them, and the numbers by which their methods
 * say that they are entered.
 * <p>
 * Thread-safe: a concurrent map of immutable values.
 *
 * @since 0.1.0
 */
public final class RunningClasses {

	private final Map<String, RunningClass> classes = new ConcurrentHashMap<>();

	private final Class<?> recorder;

	private final IntSupplier numbers;

	/**
	 * Create an instance for a loader that has not loaded any class yet, or none that
	 * counts.
	 * @param recorder the class that methods tell, by its static methods
	 * {@code enter(int)}, {@code making()} and {@code made()}
	 * @param numbers gives each method a number
	 */
	public RunningClasses(Class<?> recorder, IntSupplier numbers) {
		this.recorder = recorder;
		this.numbers = numbers;
	}

	/**
	 * Return the class file that runs.
	 * @param name the name of the class
	 * @return its content, or {@code null} if the class is not known
	 */
	public byte @Nullable [] content(String name) {
		RunningClass known = this.classes.get(name);
		return (known != null) ? known.content() : null;
	}

	/**
	 * Return the number of a method.
	 * @param name the name of the class
	 * @param method the method, its name followed by its descriptor
	 * @return the number, if there is such a method
	 */
	public Optional<Integer> number(String name, String method) {
		RunningClass known = this.classes.get(name);
		return (known != null) ? Optional.ofNullable(known.numbers().get(method)) : Optional.empty();
	}

	/**
	 * Weave a class that is loaded.
	 * @param name the name of the class
	 * @param content its class file
	 * @return what to load instead
	 */
	byte[] load(String name, byte[] content) {
		Map<String, Integer> methods = new ConcurrentHashMap<>();
		byte[] woven = ClassWeaver.weave(content, this.recorder,
				(method) -> methods.computeIfAbsent(method, (key) -> this.numbers.getAsInt()));
		this.classes.put(name, new RunningClass(content.clone(), Map.copyOf(methods)));
		return woven;
	}

	/**
	 * Weave a class that is replaced. Its methods keep their numbers.
	 * @param name the name of the class
	 * @param content its new class file
	 * @return what to replace it by, or {@code null} if the class is not known
	 */
	byte @Nullable [] replace(String name, byte[] content) {
		RunningClass known = this.classes.get(name);
		return (known != null) ? ClassWeaver.weave(content, this.recorder, (method) -> known.number(method)) : null;
	}

	void replaced(String name, byte[] content) {
		this.classes.computeIfPresent(name, (key, known) -> new RunningClass(content, known.numbers()));
	}

	void forget(String name) {
		this.classes.remove(name);
	}

	/**
	 * A class that runs.
	 *
	 * @param content its class file
	 * @param numbers the numbers of its methods
	 */
	private record RunningClass(byte[] content, Map<String, Integer> numbers) {

		int number(String method) {
			Integer number = this.numbers.get(method);
			if (number == null) {
				throw new IllegalArgumentException("There was no method " + method);
			}
			return number;
		}

	}

}
