package dev.holdfast.benchmarks.graph;

/**
 * How far a purchase is.
 */
public enum Status {

	/**
	 * Not paid yet.
	 */
	OPEN,

	/**
	 * Paid and not sent yet.
	 */
	PAID,

	/**
	 * On its way.
	 */
	SENT

}
