package dev.holdfast.request;

import org.reactivestreams.Publisher;

/**
 * Something to do when a request is over.
 *
 * @param name what it is for: the name of a request state or of a bean
 * @param ordinal the slot that is empty afterwards
 * @param value the value to close
 * @param action closes the value
 */
record Closing(String name, int ordinal, Object value, Action action) {

	Publisher<?> run() throws Exception {
		return this.action.close(this.value);
	}

	/**
	 * Closes a value.
	 */
	@FunctionalInterface
	interface Action {

		/**
		 * Close a value. May block, and may throw anything.
		 * @param value the value
		 * @return what is to be subscribed to for the rest
		 * @throws Exception from the value
		 */
		Publisher<?> close(Object value) throws Exception;

	}

}
