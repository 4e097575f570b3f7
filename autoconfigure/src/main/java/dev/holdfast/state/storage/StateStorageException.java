package dev.holdfast.state.storage;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if state cannot be stored, or not be read. The message names what and why;
 * {@link #getAction()} names the way out.
 *
 * @since 0.1.0
 */
public class StateStorageException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String problem;

	private final String action;

	/**
	 * Create an exception.
	 * @param problem what is wrong, in full sentences
	 * @param action what to do about it, in full sentences
	 * @param cause the failure behind it, if there is one
	 */
	public StateStorageException(String problem, String action, @Nullable Throwable cause) {
		super(problem + " " + action, cause);
		this.problem = problem;
		this.action = action;
	}

	/**
	 * Return what is wrong, in full sentences.
	 * @return the problem
	 */
	public String getProblem() {
		return this.problem;
	}

	/**
	 * Return what to do about it, in full sentences.
	 * @return the action
	 */
	public String getAction() {
		return this.action;
	}

}
