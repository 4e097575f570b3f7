package dev.holdfast.state;

import java.util.function.UnaryOperator;

/**
 * Holds the value of one piece of {@link RestartState}.
 * <p>
 * Safe for use by many threads. Reading never waits. {@link #set} and {@link #update} of
 * one cell exclude each other, so no update is lost; changes inside a mutable value are
 * the caller's own business.
 *
 * @param <T> the type of the value
 * @since 0.1.0
 */
public interface StateCell<T> {

	/**
	 * Return the name of this state.
	 * @return the key
	 */
	String key();

	/**
	 * Return the current value.
	 * @return the value
	 */
	T get();

	/**
	 * Replace the value.
	 * @param value the new value
	 * @throws UnsupportedStateException if the value is {@code null} or contains an
	 * object of the application's own classes
	 */
	void set(T value);

	/**
	 * Replace the value by one that is computed from it. Other writers of this cell wait
	 * meanwhile, so the function should be quick; it must not write to this cell, and
	 * should neither write to another one nor define state, as two such updates can
	 * deadlock.
	 * @param change computes the new value; if it fails, the value stays as it was
	 * @return the new value
	 * @throws UnsupportedStateException if the new value is {@code null} or contains an
	 * object of the application's own classes
	 */
	T update(UnaryOperator<T> change);

}
