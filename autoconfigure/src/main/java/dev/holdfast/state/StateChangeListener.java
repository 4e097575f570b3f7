package dev.holdfast.state;

/**
 * Told of each change of a piece of state.
 *
 * @param <T> the type of the value
 * @since 0.1.0
 * @see StateCell#onChange
 */
@FunctionalInterface
public interface StateChangeListener<T> {

	/**
	 * The value has been replaced. Called on the thread of the writer, while other
	 * writers of the state wait: be quick, and do not write to it.
	 * @param oldValue the value before
	 * @param newValue the value now; may be the same object, changed inside
	 */
	void changed(T oldValue, T newValue);

}
