package dev.holdfast.state.storage;

import org.jspecify.annotations.Nullable;

import dev.holdfast.HoldfastException;

/**
 * Thrown if state cannot be stored, or not be read. The message names what and why;
 * {@link #getAction()} names the way out.
 *
 * @since 0.1.0
 */
public class StateStorageException extends HoldfastException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param problem what is wrong, in full sentences
	 * @param action what to do about it, in full sentences
	 * @param cause the failure behind it, if there is one
	 */
	public StateStorageException(String problem, String action, @Nullable Throwable cause) {
		super(problem, action, cause);
	}

}
