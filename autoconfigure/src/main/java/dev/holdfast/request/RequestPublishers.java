package dev.holdfast.request;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes requests to where servers lose them. Servlet containers ask for the parts of what
 * is to be sent one by one, on threads of their own and without Reactor's context. Those
 * threads know nothing of the request then, and neither does a scheduler that they hand
 * work to.
 */
final class RequestPublishers {

	private RequestPublishers() {
	}

	/**
	 * Let something be produced in its request, whoever asks for it.
	 * @param <V> what is produced
	 * @param publisher what produces it
	 * @param active the request
	 * @return a {@code Mono} of a {@code Mono}, otherwise a {@code Flux}
	 */
	static <V> Publisher<V> within(ActiveRequest active, Publisher<V> publisher) {
		if (publisher instanceof Mono<V> mono) {
			return mono.contextWrite((context) -> context.put(CurrentRequest.KEY, active));
		}
		return Flux.from(publisher).contextWrite((context) -> context.put(CurrentRequest.KEY, active));
	}

}
