package dev.holdfast.request.proxy;

/**
 * There can be no proxy of a type.
 */
public final class UnsupportedProxyException extends RuntimeException {

	private final String name;

	private final Class<?> type;

	private final String problem;

	private final String action;

	UnsupportedProxyException(String name, Class<?> type, String problem, String action) {
		super(problem + " " + action);
		this.name = name;
		this.type = type;
		this.problem = problem;
		this.action = action;
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

	/**
	 * Return why there can be none, in full sentences.
	 * @return the problem
	 */
	public String getProblem() {
		return this.problem;
	}

	/**
	 * Return what to do instead, in full sentences.
	 * @return the action
	 */
	public String getAction() {
		return this.action;
	}

}
