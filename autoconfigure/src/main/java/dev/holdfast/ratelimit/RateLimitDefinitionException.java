package dev.holdfast.ratelimit;

import org.jspecify.annotations.Nullable;

/**
 * A rate limiter cannot be defined or found as asked for.
 *
 * @since 0.1.0
 */
public final class RateLimitDefinitionException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String name;

	private final String problem;

	private final String action;

	RateLimitDefinitionException(String name, String problem, String action) {
		this(name, problem, action, null);
	}

	RateLimitDefinitionException(String name, String problem, String action, @Nullable Throwable cause) {
		super(problem + " " + action, cause);
		this.name = name;
		this.problem = problem;
		this.action = action;
	}

	/**
	 * Return the name of the limiter.
	 * @return the name
	 */
	public String getName() {
		return this.name;
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
