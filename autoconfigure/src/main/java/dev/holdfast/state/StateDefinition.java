package dev.holdfast.state;

import java.lang.reflect.Type;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

import dev.holdfast.state.migration.StateView;

/**
 * What a piece of {@link RestartState} is: its key, its type, its first value, and how
 * values of earlier definitions become values of this one.
 * <p>
 * Immutable: each method returns another definition. Belongs to one generation, as its
 * functions do.
 *
 * @param <T> the type of the value
 * @since 0.1.0
 */
public final class StateDefinition<T> {

	private static final int DEFAULT_HISTORY = -1;

	private final String key;

	private final Type type;

	private final Class<T> rawType;

	private final @Nullable Supplier<? extends T> initializer;

	private final StateEvolution evolution;

	private final int historySize;

	private final boolean local;

	private StateDefinition(String key, Type type, Class<T> rawType, @Nullable Supplier<? extends T> initializer,
			StateEvolution evolution, int historySize, boolean local) {
		this.key = key;
		this.type = type;
		this.rawType = rawType;
		this.initializer = initializer;
		this.evolution = evolution;
		this.historySize = historySize;
		this.local = local;
	}

	/**
	 * Create a definition.
	 * @param <T> the type of the value
	 * @param key the name of the state, unique in the application
	 * @param type the type of the value
	 * @param initializer makes the first value
	 * @return the definition
	 */
	public static <T> StateDefinition<T> of(String key, Class<T> type, Supplier<? extends T> initializer) {
		Assert.hasText(key, "'key' must not be empty");
		Assert.notNull(type, "'type' must not be null");
		Assert.notNull(initializer, "'initializer' must not be null");
		Class<T> boxed = boxed(type);
		return new StateDefinition<>(key, boxed, boxed, initializer, StateEvolution.NONE, DEFAULT_HISTORY, false);
	}

	/**
	 * Create a definition whose type has type arguments. A migration knows by them what a
	 * collection should hold.
	 * @param <T> the type of the value
	 * @param key the name of the state, unique in the application
	 * @param type the type of the value
	 * @param initializer makes the first value
	 * @return the definition
	 */
	@SuppressWarnings("unchecked")
	public static <T> StateDefinition<T> of(String key, ParameterizedTypeReference<T> type,
			Supplier<? extends T> initializer) {
		Assert.hasText(key, "'key' must not be empty");
		Assert.notNull(type, "'type' must not be null");
		Assert.notNull(initializer, "'initializer' must not be null");
		Class<T> rawType = (Class<T>) ResolvableType.forType(type.getType()).toClass();
		return new StateDefinition<>(key, type.getType(), rawType, initializer, StateEvolution.NONE, DEFAULT_HISTORY,
				false);
	}

	/**
	 * Create the definition of state that the running generation knows by its key alone.
	 * @param key the name of the state
	 * @param rawType the type of the value
	 * @param version the version that the value has
	 * @param historySize number of values to remember
	 * @return the definition
	 */
	static StateDefinition<?> stored(String key, Class<?> rawType, int version, int historySize) {
		return new StateDefinition<>(key, rawType, rawType, null, StateEvolution.NONE.version(version), historySize,
				false);
	}

	/**
	 * Give the shape of the value a version. Count it up whenever values of the shape
	 * before need a {@link #migrate migration}.
	 * @param version the version, 1 if this is never called
	 * @return a definition with the version
	 */
	public StateDefinition<T> version(int version) {
		return with(this.evolution.version(version));
	}

	/**
	 * Register a migration from one version to the next. The steps from the version of a
	 * value to that of the definition run in order, before the value is mapped to the
	 * classes of the running generation.
	 * @param from the version that the step starts from; it leads to the one after it
	 * @param step takes what the value was, and returns what it is to be: a view of it
	 * with changes, or a new value
	 * @return a definition with the step
	 */
	public StateDefinition<T> migrate(int from, Function<? super StateView, ?> step) {
		Assert.notNull(step, "'step' must not be null");
		return with(this.evolution.step(from, step));
	}

	/**
	 * Name a class that had another name before.
	 * @param former the full name that the class had, as {@link Class#getName()} has it
	 * @param current the class
	 * @return a definition that knows the former name
	 */
	public StateDefinition<T> renamed(String former, Class<?> current) {
		Assert.hasText(former, "'former' must not be empty");
		Assert.notNull(current, "'current' must not be null");
		return with(this.evolution.renamed(former, current));
	}

	/**
	 * Name an enum constant that takes the place of one that was removed or renamed.
	 * @param formerConstant the constant that was, such as
	 * {@code "com.example.Status.NEW"}
	 * @param current the constant that takes its place
	 * @return a definition that knows the former constant
	 */
	public StateDefinition<T> replaced(String formerConstant, Enum<?> current) {
		Assert.isTrue(formerConstant.indexOf('.') > 0,
				() -> "'formerConstant' must be the name of an enum, a dot and the name of a constant ["
						+ formerConstant + "]");
		Assert.notNull(current, "'current' must not be null");
		return with(this.evolution.replaced(formerConstant, current));
	}

	/**
	 * Remember the latest values.
	 * @param size number of values, the current one included; 0 to remember none
	 * @return a definition with that history
	 */
	public StateDefinition<T> history(int size) {
		Assert.isTrue(size >= 0, () -> "'size' must not be negative [" + size + "]");
		return new StateDefinition<>(this.key, this.type, this.rawType, this.initializer, this.evolution, size,
				this.local);
	}

	/**
	 * Keep the value in the memory of this JVM, even if state is kept in a storage that
	 * many JVMs share: for what cannot leave it, such as a pool of connections.
	 * @return a definition of local state
	 */
	public StateDefinition<T> local() {
		return new StateDefinition<>(this.key, this.type, this.rawType, this.initializer, this.evolution,
				this.historySize, true);
	}

	private StateDefinition<T> with(StateEvolution evolution) {
		return new StateDefinition<>(this.key, this.type, this.rawType, this.initializer, evolution, this.historySize,
				this.local);
	}

	@SuppressWarnings("unchecked")
	static <T> Class<T> boxed(Class<T> type) {
		return (Class<T>) ClassUtils.resolvePrimitiveIfNecessary(type);
	}

	String key() {
		return this.key;
	}

	Type type() {
		return this.type;
	}

	Class<T> rawType() {
		return this.rawType;
	}

	StateEvolution evolution() {
		return this.evolution;
	}

	boolean isLocal() {
		return this.local;
	}

	int historySize(int defaultSize) {
		return (this.historySize != DEFAULT_HISTORY) ? this.historySize : defaultSize;
	}

	@Nullable Supplier<? extends T> initializer() {
		return this.initializer;
	}

	T initialValue() {
		Supplier<? extends T> initializer = this.initializer;
		Assert.state(initializer != null, () -> "State '" + this.key + "' is known by its key alone, "
				+ "without an initializer. Call define(key, type, initializer) first");
		return initializer.get();
	}

	@Override
	public String toString() {
		return "state '" + this.key + "' of type " + this.type.getTypeName();
	}

}
