package dev.holdfast.ratelimit;

/**
 * A rate limiter cannot be defined or found as asked for.
 *
 * @since 0.1.0
 */
public final class RateLimitDefinitionException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String name;

	private final String action;

	RateLimitDefinitionException(String name, String problem, String action) {
		super(problem);
		this.name = name;
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
	 * Return what to do about it.
	 * @return the way out
	 */
	public String getAction() {
		return this.action;
	}

}
