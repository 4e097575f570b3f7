package dev.holdfast.state;

import java.util.function.Predicate;
import java.util.function.Supplier;

import org.springframework.util.Assert;

/**
 * One central place for values that outlive restarts. In development a value that was
 * defined under a key is found again under that key by every later generation; in
 * production the same values live in plain memory, as long as the application context.
 * <p>
 * Safe for use by many threads. Values are never {@code null}. They must not contain
 * objects of the application's own classes yet: those belong to one generation. Values of
 * the JDK and of libraries keep their identity.
 *
 * @since 0.1.0
 */
public interface RestartState {

	/**
	 * Define a piece of state, or find what an earlier generation made of it.
	 * @param <T> the type of the value
	 * @param key the name of the state, unique in the application
	 * @param type the type of the value; generations must agree on it
	 * @param initializer makes the first value; runs once however often the application
	 * restarts and however many threads define the key at the same time. It may define
	 * other state, but not wait for a thread that does. If it fails, nothing is defined
	 * @return the cell that holds the value
	 * @throws StateTypeConflictException if the key is defined with another type
	 * @throws UnsupportedStateException if the value is {@code null} or contains an
	 * object of the application's own classes
	 */
	<T> StateCell<T> define(String key, Class<T> type, Supplier<? extends T> initializer);

	/**
	 * Return the current value of a piece of state.
	 * @param <T> the type of the value
	 * @param key the name of the state
	 * @param type the type of the value
	 * @return the value
	 * @throws UndefinedStateException if nobody has defined the key
	 * @throws StateTypeConflictException if the key is defined with another type
	 */
	<T> T get(String key, Class<T> type);

	/**
	 * Replace the value of a piece of state.
	 * @param key the name of the state
	 * @param value the new value
	 * @throws UndefinedStateException if nobody has defined the key
	 * @throws StateTypeConflictException if the key is defined with another type
	 * @throws UnsupportedStateException if the value is {@code null} or contains an
	 * object of the application's own classes
	 */
	void set(String key, Object value);

	/**
	 * Create an empty restart state whose values may be of any type, as there is nothing
	 * that they would have to outlive.
	 * @return the restart state
	 */
	static RestartState create() {
		return new DefaultRestartState((value) -> null, (type) -> false);
	}

	/**
	 * Create an empty restart state. It lives as long as somebody holds it.
	 * @param appTypes tells which types belong to one generation only, and so cannot be
	 * part of a value
	 * @return the restart state
	 */
	static RestartState create(Predicate<Class<?>> appTypes) {
		Assert.notNull(appTypes, "'appTypes' must not be null");
		return new DefaultRestartState((value) -> new AppTypeSearch(appTypes).find(value), appTypes);
	}

}
