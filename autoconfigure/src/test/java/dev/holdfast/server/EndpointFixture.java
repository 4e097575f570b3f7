package dev.holdfast.server;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.holdfast.access.AccessGate;
import dev.holdfast.access.AccessToken;

/**
 * A server with endpoints: a page, a stream and an action.
 */
final class EndpointFixture implements AutoCloseable {

	static final String HOST = "Host: localhost:8080";

	static final String JSON = "Content-Type: application/json";

	private final ServerEndpoints endpoints = new ServerEndpoints();

	private final AccessToken token = AccessToken.random();

	private final AtomicInteger acted = new AtomicInteger();

	private final ServerFixture server = new ServerFixture((exchange) -> {
		Mono<Void> own = this.endpoints.answer(exchange);
		return (own != null) ? own : exchange.response().sendString(Mono.just("the application's")).then();
	});

	EndpointFixture() {
		serve(endpoint("/_holdfast", EndpointAnswer.text("text/html;charset=UTF-8", "secret page")),
				endpoint("/_holdfast/events",
						EndpointAnswer.events(Flux.just("data: secret\n\n".getBytes(), ":\n\n".getBytes()))),
				new Endpoint("/_holdfast/act", true, EndpointAnswer.text("application/json", "{}"), this.acted));
	}

	static ServerEndpoint endpoint(String path, EndpointAnswer answer) {
		return new Endpoint(path, false, answer, new AtomicInteger());
	}

	void serve(ServerEndpoint... all) {
		serve(AccessGate.local(), all);
	}

	void serve(AccessGate gate, ServerEndpoint... all) {
		this.endpoints.use(Serving.of(List.of(all), gate, this.token));
	}

	ServerEndpoints endpoints() {
		return this.endpoints;
	}

	int port() {
		return this.server.port();
	}

	String token() {
		return this.token.value();
	}

	int acted() {
		return this.acted.get();
	}

	String send(String line, String... headers) {
		return RawSocket.exchange(this.server.port(), RawSocket.request(line, headers));
	}

	@Override
	public void close() {
		this.server.close();
	}

	private record Endpoint(String path, boolean isAction, EndpointAnswer content,
			AtomicInteger answers) implements ServerEndpoint {

		@Override
		public Mono<EndpointAnswer> answer(EndpointRequest request) {
			this.answers.incrementAndGet();
			return Mono.just(
					request.body().isEmpty() ? this.content : EndpointAnswer.text("application/json", request.body()));
		}

	}

}
