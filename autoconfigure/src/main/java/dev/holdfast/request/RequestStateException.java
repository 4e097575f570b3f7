package dev.holdfast.request;

import org.jspecify.annotations.Nullable;

import dev.holdfast.HoldfastException;

/**
 * What can go wrong with a piece of {@link RequestState}.
 *
 * @since 0.1.0
 */
public abstract sealed class RequestStateException extends HoldfastException permits MissingRequestValueException,
		NoCurrentRequestException, RequestEndedException, RequestStateDefinitionException, ResponseCommittedException {

	private final String name;

	RequestStateException(String name, String problem, String action) {
		this(name, problem, action, null);
	}

	RequestStateException(String name, String problem, String action, @Nullable Throwable cause) {
		super(problem, action, cause);
		this.name = name;
	}

	/**
	 * Return what was asked for: the name of a request state, of a bean, or of an object
	 * of the request.
	 * @return the name
	 */
	public String getName() {
		return this.name;
	}

}
