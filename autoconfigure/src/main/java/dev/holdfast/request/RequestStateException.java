package dev.holdfast.request;

/**
 * What can go wrong with a piece of {@link RequestState}.
 *
 * @since 0.1.0
 */
public abstract sealed class RequestStateException extends IllegalStateException permits MissingRequestValueException,
		NoCurrentRequestException, RequestEndedException, RequestStateDefinitionException, ResponseCommittedException {

	private final String name;

	private final String problem;

	private final String action;

	RequestStateException(String name, String problem, String action) {
		super(problem + " " + action);
		this.name = name;
		this.problem = problem;
		this.action = action;
	}

	/**
	 * Return what was asked for: the name of a request state, of a bean, or of an object
	 * of the request.
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
