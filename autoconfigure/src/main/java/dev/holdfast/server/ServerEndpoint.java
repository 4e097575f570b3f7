package dev.holdfast.server;

import reactor.core.publisher.Mono;

/**
 * Something that Holdfast itself serves, beside the application and through restarts.
 * Only who is let in by the gate gets there. Not for applications: their classes would
 * not survive.
 *
 * @since 0.1.0
 */
public interface ServerEndpoint {

	/**
	 * Return the path that is served, and no other: paths are compared as they come.
	 * @return the path, which begins with {@code /_holdfast}
	 */
	String path();

	/**
	 * Return whether a request changes something. It has to come by {@code POST} then,
	 * with the token of this JVM, and by {@code GET} or {@code HEAD} otherwise.
	 * @return whether this is an action
	 */
	default boolean isAction() {
		return false;
	}

	/**
	 * Answer a request that has been let in. Called on an event loop, so this must not
	 * block.
	 * @param request the request
	 * @return the one answer, whenever and on whatever thread it comes
	 */
	Mono<EndpointAnswer> answer(EndpointRequest request);

}
