package dev.holdfast.server;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import dev.holdfast.access.AccessGate;

import static org.assertj.core.api.Assertions.assertThat;

class AttachmentTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final BlockingQueue<Exchange> exchanges = new LinkedBlockingQueue<>();

	private final Sinks.One<String> body = Sinks.one();

	private final Attachment attachment = ServerFixture
		.attachment((request, response) -> this.body.asMono().flatMap((text) -> ExchangeTests.write(response, text)));

	@Test
	void waitsForNothingWithoutRequests() {
		StepVerifier.create(this.attachment.retire(LIMIT)).expectNext(0).expectComplete().verify(LIMIT);
	}

	@Test
	void waitsForItsRequestsWhenItRetires() throws Exception {
		try (ServerFixture server = serve(Mono.empty())) {
			CompletableFuture<HttpResponse<String>> response = request(server);
			StepVerifier.create(this.attachment.retire(LIMIT))
				.then(() -> this.body.tryEmitValue("hello"))
				.expectNext(0)
				.expectComplete()
				.verify(LIMIT);
			assertThat(response.get(10, TimeUnit.SECONDS).body()).isEqualTo("hello");
		}
	}

	@Test
	void waitsNoLongerThanItMay() throws Exception {
		try (ServerFixture server = serve(Mono.empty())) {
			CompletableFuture<HttpResponse<String>> response = request(server);
			StepVerifier.create(this.attachment.retire(Duration.ofMillis(20)))
				.expectNext(1)
				.expectComplete()
				.verify(LIMIT);
			this.attachment.supersede(settings(Duration.ZERO, Set.of()));
			assertThat(response.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(307);
		}
	}

	@ParameterizedTest(name = "before it retires: {0}")
	@ValueSource(booleans = { true, false })
	void waitsForNoRequestThatIsHeld(boolean before) throws Exception {
		try (ServerFixture server = serve(Mono.empty())) {
			CompletableFuture<HttpResponse<String>> response = server.get("/");
			Exchange exchange = this.exchanges.poll(10, TimeUnit.SECONDS);
			assertThat(exchange).isNotNull();
			Runnable hold = () -> SurvivingServers.held(exchange.request());
			if (before) {
				hold.run();
			}
			StepVerifier.create(this.attachment.retire(Duration.ofMinutes(1))).then(before ? () -> {
			} : hold).expectNext(0).expectComplete().verify(LIMIT);
			this.attachment.supersede(settings(Duration.ZERO, Set.of()));
			assertThat(response.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(307);
		}
	}

	@Test
	void letsTheApplicationGoOnForAWhile() throws Exception {
		try (ServerFixture server = serve(Mono.empty())) {
			CompletableFuture<HttpResponse<String>> response = request(server);
			this.attachment.supersede(settings(Duration.ofMinutes(1), Set.of()));
			this.body.tryEmitValue("hello");
			assertThat(response.get(10, TimeUnit.SECONDS).body()).isEqualTo("hello");
		}
	}

	@ParameterizedTest(name = "the next generation is there: {0}")
	@ValueSource(booleans = { true, false })
	void endsAnEventStreamThatBeginsWhenItHasRetired(boolean superseded) throws Exception {
		Attachment streaming = ServerFixture.attachment((request, response) -> {
			response.getHeaders().add("Content-Type", "text/event-stream");
			return response.writeAndFlushWith(Flux.concat(
					this.body.asMono().map((text) -> Flux.just(ExchangeTests.buffer(response, text))), Flux.never()));
		});
		try (ServerFixture server = serve(streaming, Mono.empty())) {
			CompletableFuture<HttpResponse<String>> response = request(server);
			Mono<Integer> left = streaming.retire(LIMIT);
			if (superseded) {
				streaming.supersede(settings(Duration.ofMinutes(1), Set.of()));
			}
			this.body.tryEmitValue("data:1\n\n");
			assertThat(response.get(10, TimeUnit.SECONDS).body()).isEqualTo("data:1\n\n:\nretry:200\n");
			StepVerifier.create(left).expectNext(0).expectComplete().verify(LIMIT);
		}
	}

	@Test
	void sendsNobodyToTheNextGenerationByAMethodThatIsNotRetried() throws Exception {
		try (ServerFixture server = serve(Mono.empty())) {
			CompletableFuture<HttpResponse<String>> response = request(server);
			this.attachment.supersede(settings(Duration.ofMillis(20), Set.of("BREW")));
			assertThat(response.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
			assertThat(response.get().headers().firstValue("Location")).isEmpty();
			assertThat(response.get().headers().firstValue("Retry-After")).hasValue("1");
		}
	}

	private static ServerSettings settings(Duration takeOverAfter, Set<String> retriedMethods) {
		return new ServerSettings(Duration.ZERO, 0, Duration.ZERO, AccessGate.local(), takeOverAfter, retriedMethods);
	}

	@Test
	void leavesRequestsToOthersOnceItHasRetired() throws Exception {
		StepVerifier.create(this.attachment.retire(LIMIT)).expectNext(0).expectComplete().verify(LIMIT);
		try (ServerFixture server = serve(Mono.error(new IllegalStateException("left to the next")))) {
			assertThat(server.get("/").get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(500);
		}
	}

	@Test
	void doesNotWaitForARequestWhoseHandlerThrew() throws Exception {
		Attachment attachment = new Attachment((request, response) -> {
			throw new IllegalStateException("thrown, not signalled");
		});
		try (ServerFixture server = new ServerFixture((exchange) -> attachment.serve(exchange, Mono.empty()))) {
			assertThat(server.post("/").get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(500);
			assertThat(attachment.retire(LIMIT).toFuture().get(10, TimeUnit.SECONDS)).isZero();
		}
	}

	private ServerFixture serve(Mono<Void> orElse) {
		return serve(this.attachment, orElse);
	}

	private ServerFixture serve(Attachment attachment, Mono<Void> orElse) {
		return new ServerFixture((exchange) -> attachment.serve(exchange, orElse)
			.doOnSubscribe((subscription) -> this.exchanges.add(exchange)));
	}

	private CompletableFuture<HttpResponse<String>> request(ServerFixture server) throws Exception {
		CompletableFuture<HttpResponse<String>> response = server.get("/");
		assertThat(this.exchanges.poll(10, TimeUnit.SECONDS)).isNotNull();
		return response;
	}

}
