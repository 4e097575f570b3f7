package dev.holdfast.request.proxy;

import org.jspecify.annotations.Nullable;

import dev.holdfast.HoldfastException;

/**
 * There can be no proxy of a type.
 */
public final class UnsupportedProxyException extends HoldfastException {

	private final String name;

	private final Class<?> type;

	UnsupportedProxyException(String name, Class<?> type, String problem, String action, @Nullable Throwable cause) {
		super(problem, action, cause);
		this.name = name;
		this.type = type;
	}

	/**
	 * Return what the proxy was for.
	 * @return the name
	 */
	public String getName() {
		return this.name;
	}

	/**
	 * Return the type that there can be no proxy of.
	 * @return the type
	 */
	public Class<?> getType() {
		return this.type;
	}

}
