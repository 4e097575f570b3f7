package dev.holdfast.request;

/**
 * Something that belongs to a request was used when that request was over already and its
 * values had been closed.
 *
 * @since 0.1.0
 */
public final class RequestEndedException extends RequestStateException {

	RequestEndedException(String name, String problem) {
		super(name, problem, "What runs on after the answer must take what it needs before that, "
				+ "or be part of the Mono or Flux that the request returns.");
	}

}
