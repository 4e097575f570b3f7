package dev.holdfast.state;

import dev.holdfast.HoldfastException;

/**
 * Root of what can go wrong with {@link RestartState}. The message names the key and what
 * is wrong; {@link #getAction()} names the way out.
 *
 * @since 0.1.0
 */
public abstract sealed class RestartStateException extends HoldfastException
		permits ParkedStateException, StaleStateException, StateDefinitionConflictException, StateTypeConflictException,
		UndefinedStateException, UnsupportedStateException {

	private final String key;

	RestartStateException(String key, String problem, String action) {
		super(problem, action, null);
		this.key = key;
	}

	/**
	 * Return the name of the state.
	 * @return the key
	 */
	public String getKey() {
		return this.key;
	}

}
