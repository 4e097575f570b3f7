package dev.holdfast.restart;

/**
 * Where a generation of the application is in its life.
 *
 * @since 0.1.0
 */
public enum Phase {

	/**
	 * Its application context is being built.
	 */
	STARTING,

	/**
	 * It is up and answers requests.
	 */
	LIVE,

	/**
	 * A restart is closing it.
	 */
	RETIRING,

	/**
	 * It did not come up, or broke down right after it had.
	 */
	FAILED

}
