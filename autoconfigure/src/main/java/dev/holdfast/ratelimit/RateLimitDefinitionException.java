package dev.holdfast.ratelimit;

import org.jspecify.annotations.Nullable;

import dev.holdfast.HoldfastException;

/**
 * A rate limiter cannot be defined or found as asked for.
 *
 * @since 0.1.0
 */
public final class RateLimitDefinitionException extends HoldfastException {

	private static final long serialVersionUID = 1L;

	private final String name;

	RateLimitDefinitionException(String name, String problem, String action) {
		this(name, problem, action, null);
	}

	RateLimitDefinitionException(String name, String problem, String action, @Nullable Throwable cause) {
		super(problem, action, cause);
		this.name = name;
	}

	/**
	 * Return the name of the limiter.
	 * @return the name
	 */
	public String getName() {
		return this.name;
	}

}
