package dev.holdfast.autoconfigure;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.holdfast.client.ClientEvents;
import dev.holdfast.server.EndpointAnswer;
import dev.holdfast.server.EndpointRequest;
import dev.holdfast.server.ServerEndpoint;

/**
 * Serves the stream of events.
 */
final class ClientEventsEndpoint implements ServerEndpoint {

	private final ClientEvents events;

	ClientEventsEndpoint(ClientEvents events) {
		this.events = events;
	}

	@Override
	public String path() {
		return "/_holdfast/events";
	}

	@Override
	public Mono<EndpointAnswer> answer(EndpointRequest request) {
		@Nullable Flux<byte[]> stream = this.events.stream(request.header().apply("Last-Event-ID"));
		return Mono.just((stream != null) ? EndpointAnswer.events(stream)
				: EndpointAnswer.unavailable("There are too many clients."));
	}

}
