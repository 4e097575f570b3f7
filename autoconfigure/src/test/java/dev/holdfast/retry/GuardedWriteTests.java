package dev.holdfast.retry;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import dev.holdfast.test.Race;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of a request that fails while, before or after its answer is written.
 */
class GuardedWriteTests {

	private static final Duration LIMIT = Duration.ofSeconds(5);

	private static final int ROUNDS = 2000;

	private final RetryFixture fixture = new RetryFixture();

	private final MockServerWebExchange exchange = RetryFixture.get("/a");

	private final RuntimeException error = new RuntimeException("x");

	private final Sinks.One<DataBuffer> body = Sinks.one();

	private final Sinks.Empty<Void> end = Sinks.empty();

	@Test
	void leavesAnAnswerAloneThatIsJustAboutToBegin() {
		this.fixture.restart();
		ServerHttpResponse failingMeanwhile = new ServerHttpResponseDecorator(this.exchange.getResponse()) {

			@Override
			public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
				return super.writeWith(Mono.from(body)
					.doOnNext((part) -> GuardedWriteTests.this.end.tryEmitError(GuardedWriteTests.this.error)));
			}

		};
		Outcome outcome = new Outcome(this.fixture.filter
			.filter(this.exchange.mutate().response(failingMeanwhile).build(), application(this.body, this.end)));
		this.body.tryEmitValue(buffer());
		this.fixture.pass(LIMIT);
		assertThat(outcome.error()).isSameAs(this.error);
		assertThat(outcome.signals()).isEqualTo(1);
		assertThat(answer(this.exchange)).isEqualTo("200 x");
	}

	@Test
	void hasExactlyOneAnswerWhenTheApplicationWritesAndFailsTogether() throws Exception {
		Map<String, Integer> answers = new TreeMap<>();
		for (int i = 0; i < ROUNDS; i++) {
			RetryFixture raced = new RetryFixture();
			raced.restart();
			raced.pass(LIMIT);
			MockServerWebExchange racing = RetryFixture.get("/a");
			Sinks.One<DataBuffer> part = Sinks.one();
			Sinks.Empty<Void> failure = Sinks.empty();
			Outcome outcome = raced.handle(racing, application(part, failure));
			List<Callable<Boolean>> parties = List.of(() -> part.tryEmitValue(buffer()).isSuccess(),
					() -> failure.tryEmitError(this.error).isSuccess());
			assertThat(Race.run(parties)).containsOnly(true);
			raced.pass(LIMIT);
			assertThat(outcome.signals()).isEqualTo(1);
			String failed = (outcome.error() != null) ? " failed with " + outcome.error() : "";
			answers.merge(answer(racing) + failed, 1, Integer::sum);
		}
		assertThat(answers).containsOnlyKeys("200 x failed with " + this.error, "307 /a ");
	}

	// Who writes does not tell when it is done
	private static WebFilterChain application(Sinks.One<DataBuffer> body, Sinks.Empty<Void> end) {
		return (guarded) -> {
			guarded.getResponse().setStatusCode(HttpStatus.OK);
			guarded.getResponse().writeWith(body.asMono()).subscribe();
			return end.asMono();
		};
	}

	@ParameterizedTest
	@MethodSource("writes")
	void takesOverIfAnyActionBeforeTheCommitFails(Function<ServerHttpResponse, Mono<Void>> write) {
		this.fixture.restart();
		// As that of a session, which knows the response of the server only
		this.exchange.getResponse().beforeCommit(() -> Mono.error(this.error));
		Outcome outcome = this.fixture.handle(this.exchange, (guarded) -> write.apply(guarded.getResponse()));
		this.fixture.pass(LIMIT);
		assertThat(outcome.error()).isNull();
		assertThat(outcome.signals()).isEqualTo(1);
		assertThat(answer(this.exchange)).isEqualTo("307 /a ");
		assertThat(this.fixture.filter.openCount()).isZero();
	}

	static Stream<Function<ServerHttpResponse, Mono<Void>>> writes() {
		return Stream.of((response) -> response.writeWith(Mono.just(buffer())),
				(response) -> response.writeWith(Flux.just(buffer())),
				(response) -> response.writeAndFlushWith(Mono.just(Mono.just(buffer()))),
				ServerHttpResponse::setComplete);
	}

	@Test
	void findsWhatHasFailedToBeWrittenWhenItsGenerationIsSwept() {
		Outcome outcome = this.fixture.handle(this.exchange, (guarded) -> {
			this.exchange.getResponse().beforeCommit(() -> Mono.error(this.error));
			return guarded.getResponse().writeWith(Mono.just(buffer())).onErrorResume((failure) -> Mono.never());
		});
		assertThat(this.fixture.filter.openCount()).isEqualTo(1);
		this.fixture.generations.restart();
		this.fixture.filter.destroy();
		this.fixture.generations.live();
		this.fixture.pass(LIMIT);
		assertThat(outcome.signals()).isEqualTo(1);
		assertThat(answer(this.exchange)).isEqualTo("307 /a ");
	}

	@Test
	void takesOverAfterABodyThatWasEmpty() {
		this.fixture.restart();
		Outcome outcome = this.fixture.handle(this.exchange,
				(guarded) -> guarded.getResponse().writeWith(Mono.empty()).then(Mono.error(this.error)));
		this.fixture.pass(LIMIT);
		assertThat(outcome.error()).isNull();
		assertThat(answer(this.exchange)).isEqualTo("307 /a ");
	}

	@Test
	void leavesAnAnswerWithoutAPartAloneOnceItIsSent() {
		this.fixture.restart();
		for (Function<ServerHttpResponse, Mono<Void>> write : List.<Function<ServerHttpResponse, Mono<Void>>>of(
				(response) -> response.writeWith(Flux.empty()),
				(response) -> response.writeAndFlushWith(Mono.empty()))) {
			MockServerWebExchange empty = RetryFixture.get("/a");
			Outcome outcome = this.fixture.handle(empty,
					(guarded) -> write.apply(guarded.getResponse()).then(Mono.error(this.error)));
			this.fixture.pass(LIMIT);
			assertThat(outcome.error()).isSameAs(this.error);
			assertThat(answer(empty)).isEqualTo("200 ");
		}
	}

	private static String answer(MockServerWebExchange exchange) {
		MockServerHttpResponse response = exchange.getResponse();
		assertThat(response.isCommitted()).isTrue();
		String location = response.getHeaders().getFirst("Location");
		int status = (response.getStatusCode() != null) ? response.getStatusCode().value() : 200;
		return status + " " + ((location != null) ? location + " " : "") + RetryFixture.bodyOf(exchange);
	}

	private static DataBuffer buffer() {
		return DefaultDataBufferFactory.sharedInstance.wrap("x".getBytes(StandardCharsets.UTF_8));
	}

}
