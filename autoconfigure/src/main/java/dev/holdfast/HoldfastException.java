package dev.holdfast;

import org.jspecify.annotations.Nullable;

/**
 * Root of the exceptions that tell what is wrong and what to do about it. If one of them
 * ends the start of an application, Spring Boot's failure analysis shows both.
 *
 * @since 0.1.0
 */
public abstract class HoldfastException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String problem;

	private final String action;

	/**
	 * Create an exception whose message is problem and action.
	 * @param problem what is wrong, in full sentences
	 * @param action what to do about it, in full sentences
	 * @param cause the cause, or {@code null}
	 */
	protected HoldfastException(String problem, String action, @Nullable Throwable cause) {
		super(problem + " " + action, cause);
		this.problem = problem;
		this.action = action;
	}

	/**
	 * Return what is wrong, in full sentences.
	 * @return the problem
	 */
	public final String getProblem() {
		return this.problem;
	}

	/**
	 * Return what to do about it, in full sentences.
	 * @return the action
	 */
	public final String getAction() {
		return this.action;
	}

}
