package dev.holdfast.state;

/**
 * Root of what can go wrong with {@link RestartState}. The message names the key and what
 * is wrong; {@link #getAction()} names the way out.
 *
 * @since 0.1.0
 */
public abstract sealed class RestartStateException extends RuntimeException
		permits ParkedStateException, StaleStateException, StateDefinitionConflictException, StateTypeConflictException,
		UndefinedStateException, UnsupportedStateException {

	private final String key;

	private final String problem;

	private final String action;

	RestartStateException(String key, String problem, String action) {
		super(problem + " " + action);
		this.key = key;
		this.problem = problem;
		this.action = action;
	}

	/**
	 * Return the name of the state.
	 * @return the key
	 */
	public String getKey() {
		return this.key;
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
