package dev.holdfast.server;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

class ExchangeTests {

	private final BlockingQueue<Exchange> exchanges = new LinkedBlockingQueue<>();

	private final BlockingQueue<String> cancelled = new LinkedBlockingQueue<>();

	private final Sinks.One<String> body = Sinks.one();

	private final HttpHandler late = (request, response) -> this.body.asMono()
		.flatMap((text) -> write(response, text))
		.doOnCancel(() -> this.cancelled.add(request.getPath().value()));

	@Test
	void passesOnTheAnswerOfTheApplication() throws Exception {
		try (ServerFixture server = serve((request, response) -> write(response, "hello"))) {
			HttpResponse<String> response = get(server, "/");
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.body()).isEqualTo("hello");
		}
	}

	@Test
	void sendsTheClientAgainWhenTheServerTakesOver() throws Exception {
		try (ServerFixture server = serve(this.late)) {
			CompletableFuture<HttpResponse<String>> response = server.get("/a/b?c=d%20e");
			takeExchange().supersede();
			HttpResponse<String> redirect = response.get(10, TimeUnit.SECONDS);
			assertThat(redirect.statusCode()).isEqualTo(307);
			assertThat(redirect.headers().firstValue("Location")).hasValue("/a/b?c=d%20e");
			assertThat(redirect.headers().firstValue("Cache-Control")).hasValue("no-store");
			assertThat(redirect.body()).isEmpty();
			assertThat(this.cancelled.poll(10, TimeUnit.SECONDS)).isEqualTo("/a/b");
		}
	}

	@Test
	void sendsNobodyToAnotherSiteWhenTheServerTakesOver() throws Exception {
		try (ServerFixture server = serve(this.late)) {
			CompletableFuture<HttpResponse<String>> response = server.get("//evil.test/x");
			takeExchange().supersede();
			HttpResponse<String> unavailable = response.get(10, TimeUnit.SECONDS);
			assertThat(unavailable.statusCode()).isEqualTo(503);
			assertThat(unavailable.headers().firstValue("Location")).isEmpty();
			assertThat(unavailable.headers().firstValue("Retry-After")).hasValue("1");
			assertThat(unavailable.body()).contains("The application has restarted").doesNotContain("evil");
		}
	}

	@Test
	void takesOverOnce() throws Exception {
		try (ServerFixture server = serve(this.late)) {
			CompletableFuture<HttpResponse<String>> response = server.get("/");
			Exchange exchange = takeExchange();
			exchange.supersede();
			exchange.supersede();
			this.body.tryEmitValue("late");
			assertThat(response.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(307);
		}
	}

	@Test
	void letsAnAnswerOfKnownLengthComeToItsEnd() throws Exception {
		Sinks.One<String> rest = Sinks.one();
		try (ServerFixture server = serve((request, response) -> {
			response.getHeaders().setContentLength(6);
			return response.writeAndFlushWith(
					Flux.just(Flux.just(buffer(response, "abc")), rest.asMono().map((text) -> buffer(response, text))));
		})) {
			CompletableFuture<HttpResponse<String>> response = server.get("/");
			Exchange exchange = takeExchange();
			awaitHeaders(exchange);
			exchange.supersede();
			rest.tryEmitValue("def");
			assertThat(response.get(10, TimeUnit.SECONDS).body()).isEqualTo("abcdef");
		}
	}

	@Test
	void endsAnEventStreamWithAHintToReconnect() throws Exception {
		try (ServerFixture server = serve((request, response) -> {
			response.getHeaders().add("Content-Type", "text/event-stream");
			return response
				.writeAndFlushWith(Flux.concat(Flux.just(Flux.just(buffer(response, "data:1\n\nda"))), Flux.never()));
		})) {
			CompletableFuture<HttpResponse<String>> response = server.get("/");
			Exchange exchange = takeExchange();
			awaitHeaders(exchange);
			exchange.endEventStream();
			assertThat(response.get(10, TimeUnit.SECONDS).body()).isEqualTo("data:1\n\nda:\nretry:200\n");
		}
	}

	@Test
	void isFoundOnItsConnectionUntilItIsOver() throws Exception {
		try (ServerFixture server = serve((request, response) -> write(response, "hello"))) {
			get(server, "/");
			Exchange exchange = takeExchange();
			Awaitility.await().until(() -> Exchange.on(exchange.channel()) == null);
		}
	}

	private ServerFixture serve(HttpHandler handler) {
		Attachment attachment = ServerFixture.attachment(handler);
		return new ServerFixture((exchange) -> {
			Mono<Void> answer = attachment.serve(exchange, Mono.empty());
			return answer.doOnSubscribe((subscription) -> this.exchanges.add(exchange));
		});
	}

	private Exchange takeExchange() throws Exception {
		Exchange exchange = this.exchanges.poll(10, TimeUnit.SECONDS);
		assertThat(exchange).isNotNull();
		return exchange;
	}

	private static void awaitHeaders(Exchange exchange) {
		Awaitility.await().until(exchange.response()::hasSentHeaders);
	}

	private static HttpResponse<String> get(ServerFixture server, String path) throws Exception {
		return server.get(path).get(10, TimeUnit.SECONDS);
	}

	static Mono<Void> write(ServerHttpResponse response, String text) {
		response.getHeaders().setContentLength(text.length());
		return response.writeWith(Mono.just(buffer(response, text)));
	}

	static DataBuffer buffer(ServerHttpResponse response, String text) {
		return response.bufferFactory().wrap(text.getBytes(StandardCharsets.UTF_8));
	}

}
