package dev.holdfast.retry;

/**
 * Decides whether a request failed only because the application restarted under it.
 * <p>
 * Beans of this type are asked in their order, before Holdfast's own; the first that
 * decides counts, and what nobody decides is genuine. They are called on the thread on
 * which the request failed, often an event loop, so they must not block.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface StaleErrorClassifier {

	/**
	 * Decide on a failure.
	 * @param failure the failure
	 * @return the verdict
	 */
	Verdict classify(RequestFailure failure);

	/**
	 * What a failure is.
	 *
	 * @since 0.1.0
	 */
	enum Verdict {

		/**
		 * Due to a restart: the request is tried again.
		 */
		STALE,

		/**
		 * Due to anything else: the failure is passed on as it is.
		 */
		GENUINE,

		/**
		 * For others to decide.
		 */
		UNDECIDED

	}

}
