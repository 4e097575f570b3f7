package dev.holdfast.retry;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.publisher.TestPublisher;

import dev.holdfast.test.Race;

import static org.assertj.core.api.Assertions.assertThat;

class GuardedChainTests {

	private static final Duration LIMIT = Duration.ofSeconds(5);

	private final RetryFixture fixture = new RetryFixture();

	private final MockServerWebExchange exchange = RetryFixture.get("/a");

	private final RuntimeException error = new RuntimeException("x");

	@Test
	void takesOverIfTheBodyFailsBeforeItsFirstPart() {
		this.fixture.restart();
		Outcome one = this.fixture.handle(this.exchange,
				(guarded) -> guarded.getResponse().writeWith(Mono.error(this.error)));
		MockServerWebExchange other = RetryFixture.get("/b");
		Outcome many = this.fixture.handle(other, (guarded) -> guarded.getResponse().writeWith(Flux.error(this.error)));
		this.fixture.pass(LIMIT);
		assertRedirect(this.exchange, one);
		assertRedirect(other, many);
	}

	@Test
	void leavesAnAnswerThatBeganAlone() {
		TestPublisher<DataBuffer> body = TestPublisher.create();
		Outcome outcome = this.fixture.handle(this.exchange, (guarded) -> guarded.getResponse().writeWith(body.flux()));
		body.next(buffer("first"));
		this.fixture.restart();
		this.fixture.filter.destroy();
		this.fixture.pass(LIMIT);
		assertThat(outcome.signals()).isZero();
		body.error(this.error);
		assertThat(outcome.error()).isSameAs(this.error);
		assertThat(this.exchange.getResponse().getStatusCode()).isNull();
	}

	@Test
	void beginsNoAnswerAfterItHasBeenTakenOver() {
		RetryFixture spreading = new RetryFixture(RetryFixture.spread(Duration.ofHours(1)));
		Sinks.One<DataBuffer> body = Sinks.one();
		Sinks.Empty<Void> late = Sinks.empty();
		Outcome outcome = spreading.handle(this.exchange, (guarded) -> {
			ServerHttpResponse response = guarded.getResponse();
			late.asMono().then(response.writeWith(body.asMono())).subscribe();
			late.asMono().subscribe(null, null, () -> {
				response.setStatusCode(HttpStatus.CREATED);
				response.setRawStatusCode(201);
				response.getHeaders().set("Location", "https://evil.test");
				response.addCookie(ResponseCookie.from("a", "b").build());
				response.getCookies().add("c", ResponseCookie.from("c", "d").build());
				response.beforeCommit(() -> Mono.error(this.error));
				response.setComplete().subscribe();
			});
			return Mono.never();
		});
		spreading.generations.restart();
		spreading.filter.destroy();
		spreading.generations.live();
		spreading.pass(Duration.ofMillis(200));
		late.tryEmitEmpty();
		body.tryEmitValue(buffer("late"));
		assertThat(outcome.signals()).isZero();
		assertThat(this.exchange.getResponse().getHeaders().headerNames()).isEmpty();
		spreading.pass(Duration.ofHours(1));
		assertRedirect(this.exchange, outcome);
		assertThat(this.exchange.getResponse().getHeaders().getFirst("Location")).isEqualTo("/a");
		assertThat(this.exchange.getResponse().getCookies()).isEmpty();
	}

	@Test
	void resetsHeadersAndCookiesWhateverIsDoneBeforeTheCommit() {
		this.fixture.restart();
		MockServerHttpResponse response = this.exchange.getResponse();
		response.beforeCommit(() -> Mono.fromRunnable(() -> {
			response.addCookie(ResponseCookie.from("SESSION", "1").build());
			response.getHeaders().set("Location", "https://evil.test");
			response.setStatusCode(HttpStatus.OK);
		}));
		Outcome outcome = this.fixture.handle(this.exchange, (guarded) -> {
			guarded.getResponse().getHeaders().set("X-Application", "spoilt");
			guarded.getResponse().addCookie(ResponseCookie.from("a", "b").build());
			return Mono.error(this.error);
		});
		this.fixture.pass(LIMIT);
		assertRedirect(this.exchange, outcome);
		assertThat(response.getHeaders().headerNames()).containsExactlyInAnyOrder("Cache-Control", "Location", "Vary",
				"X-Holdfast-Retry", "Content-Length");
		assertThat(response.getHeaders().getFirst("Location")).isEqualTo("/a");
		assertThat(response.getCookies()).isEmpty();
	}

	@Test
	void answersEvenIfAnActionBeforeTheCommitFails() {
		this.fixture.restart();
		this.exchange.getResponse().beforeCommit(() -> Mono.error(new IllegalStateException("closed")));
		Outcome outcome = this.fixture.fail(this.exchange, this.error);
		this.fixture.pass(LIMIT);
		assertRedirect(this.exchange, outcome);
		assertThat(this.exchange.getResponse().getHeaders().getFirst("Location")).isEqualTo("/a");
	}

	@Test
	void takesOverIfAnActionBeforeTheApplicationsCommitFails() {
		this.fixture.restart();
		Outcome outcome = this.fixture.handle(this.exchange, (guarded) -> {
			guarded.getResponse().beforeCommit(() -> Mono.error(this.error));
			return guarded.getResponse().writeWith(Mono.just(buffer("x")));
		});
		this.fixture.pass(LIMIT);
		assertRedirect(this.exchange, outcome);
	}

	@Test
	void sendsNoBodyToHead() {
		MockServerWebExchange head = RetryFixture.exchange(MockServerHttpRequest.head("/a"));
		this.fixture.generations.restart();
		this.fixture.fail(head, this.error);
		this.fixture.pass(Duration.ofMinutes(1));
		assertThat(head.getResponse().getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
		assertThat(RetryFixture.bodyOf(head)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void takesCareOfWhatIsThrown(boolean linkageError) {
		this.fixture.restart();
		Outcome outcome = this.fixture.handle(this.exchange, (guarded) -> {
			if (linkageError) {
				throw new NoClassDefFoundError("app/Gone");
			}
			throw this.error;
		});
		MockServerWebExchange other = RetryFixture.get("/b");
		Outcome inOperator = this.fixture.handle(other, (guarded) -> Mono.fromRunnable(() -> {
			throw new NoClassDefFoundError("app/Gone");
		}));
		this.fixture.pass(LIMIT);
		assertRedirect(this.exchange, outcome);
		assertRedirect(other, inOperator);
	}

	@Test
	void forgetsClientsThatGoWhileTheirRequestIsHeld() {
		this.fixture.generations.restart();
		Outcome outcome = this.fixture.fail(this.exchange, this.error);
		outcome.dispose();
		this.fixture.generations.live();
		this.fixture.pass(Duration.ofMinutes(1));
		assertThat(outcome.signals()).isZero();
		assertThat(this.exchange.getResponse().isCommitted()).isFalse();
		assertThat(this.fixture.counts.getRetried() + this.fixture.counts.getExpired()).isZero();
		assertThat(this.fixture.filter.openCount()).isZero();
	}

	@Test
	void handsContextAndCancellationOn() {
		TestPublisher<Void> application = TestPublisher.create();
		StringBuilder seen = new StringBuilder();
		Outcome outcome = new Outcome(
				this.fixture.filter.filter(this.exchange, (guarded) -> Mono.deferContextual((context) -> {
					seen.append(context.<String>get("key"));
					return application.mono();
				})).contextWrite((context) -> context.put("key", "value")));
		assertThat(seen).hasToString("value");
		outcome.dispose();
		application.assertCancelled();
		assertThat(this.fixture.filter.openCount()).isZero();
	}

	@RepeatedTest(200)
	void answersOnceWhateverComesTogether() throws Exception {
		TestPublisher<DataBuffer> body = TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);
		Outcome outcome = this.fixture.handle(this.exchange, (guarded) -> {
			guarded.getResponse().setStatusCode(HttpStatus.OK);
			return guarded.getResponse().writeWith(body.flux());
		});
		this.fixture.generations.restart();
		this.fixture.filter.destroy();
		this.fixture.generations.live();
		List<Callable<Boolean>> parties = List.of(() -> {
			body.next(buffer("x"));
			body.complete();
			return true;
		}, () -> {
			this.fixture.pass(Duration.ofMillis(300));
			return true;
		});
		Race.run(parties);
		this.fixture.pass(LIMIT);
		assertThat(outcome.signals()).isEqualTo(1);
		assertThat(outcome.error()).isNull();
		assertThat(this.fixture.filter.openCount()).isZero();
		HttpStatus status = (HttpStatus) this.exchange.getResponse().getStatusCode();
		String text = RetryFixture.bodyOf(this.exchange);
		boolean redirected = this.exchange.getResponse().getHeaders().containsHeader("Location");
		assertThat(status).isEqualTo(redirected ? HttpStatus.TEMPORARY_REDIRECT : HttpStatus.OK);
		assertThat(text).isEqualTo(redirected ? "" : "x");
	}

	@RepeatedTest(200)
	void endsOnceWhetherItFailsOrIsReleasedOrCancelled() throws Exception {
		Sinks.Empty<Void> application = Sinks.empty();
		Outcome outcome = this.fixture.handle(this.exchange, (guarded) -> application.asMono());
		this.fixture.generations.restart();
		this.fixture.filter.destroy();
		this.fixture.generations.live();
		List<Callable<Boolean>> parties = List.of(() -> {
			application.tryEmitError(this.error);
			return true;
		}, () -> {
			this.fixture.pass(Duration.ofMillis(300));
			return true;
		}, () -> {
			outcome.dispose();
			return true;
		});
		Race.run(parties);
		this.fixture.pass(LIMIT);
		assertThat(outcome.signals()).isLessThanOrEqualTo(1);
		assertThat(this.fixture.filter.openCount()).isZero();
	}

	private static DataBuffer buffer(String text) {
		return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

	private static void assertRedirect(MockServerWebExchange exchange, Outcome outcome) {
		assertThat(outcome.error()).isNull();
		assertThat(outcome.signals()).isEqualTo(1);
		assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.TEMPORARY_REDIRECT);
	}

}
