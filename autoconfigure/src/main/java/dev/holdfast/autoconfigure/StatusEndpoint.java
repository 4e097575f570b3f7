package dev.holdfast.autoconfigure;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.holdfast.server.EndpointAnswer;
import dev.holdfast.server.EndpointRequest;
import dev.holdfast.server.ServerEndpoint;
import dev.holdfast.status.Status;
import dev.holdfast.text.JsonText;

/**
 * Serves the status in JSON.
 *
 * @param status the status
 */
record StatusEndpoint(Status status) implements ServerEndpoint {

	@Override
	public String path() {
		return "/_holdfast/status";
	}

	@Override
	public Mono<EndpointAnswer> answer(EndpointRequest request) {
		// Some of it is asked of the application's own objects
		return Mono
			.fromSupplier(() -> EndpointAnswer.text("application/json", JsonText.of(this.status.snapshot()) + "\n"))
			.subscribeOn(Schedulers.boundedElastic());
	}

}
