package dev.holdfast.reload;

/**
 * What is done about changed files.
 *
 * @since 0.1.0
 */
public enum ReloadKind {

	/**
	 * Nothing but the browser has to know.
	 */
	RESOURCE,

	/**
	 * Code of one route is replaced in place.
	 */
	SINGLE_ROUTE,

	/**
	 * Code of several routes is replaced in place.
	 */
	SELECTIVE,

	/**
	 * The application restarts, since its configuration has changed.
	 */
	CONFIGURATION,

	/**
	 * The application restarts.
	 */
	RESTART;

	boolean isRestart() {
		return this == CONFIGURATION || this == RESTART;
	}

	boolean isInPlace() {
		return this == SINGLE_ROUTE || this == SELECTIVE;
	}

}
