package dev.holdfast.request;

import org.jspecify.annotations.Nullable;

import dev.holdfast.request.proxy.UnsupportedProxyException;

/**
 * A piece of {@link RequestState} cannot be what its definition says.
 *
 * @since 0.1.0
 */
public final class RequestStateDefinitionException extends RequestStateException {

	private final @Nullable Class<?> type;

	RequestStateDefinitionException(String name, @Nullable Class<?> type, String problem, String action) {
		super(name, problem, action);
		this.type = type;
	}

	RequestStateDefinitionException(UnsupportedProxyException refusal) {
		super(refusal.getName(), refusal.getProblem(), refusal.getAction(), refusal.getCause());
		this.type = refusal.getType();
	}

	/**
	 * Return the type that was to be defined.
	 * @return the type, or {@code null} if it is not known
	 */
	public @Nullable Class<?> getType() {
		return this.type;
	}

}
