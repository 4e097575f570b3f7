package dev.holdfast.retry;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

import dev.holdfast.retry.StaleErrorClassifier.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class RetryFilterTests {

	private static final Duration QUIET = RetryFixture.SETTINGS.quietPeriod();

	private static final StaleErrorClassifier ALL = (failure) -> Verdict.STALE;

	private final RetryFixture fixture = new RetryFixture();

	private final RuntimeException error = new RuntimeException("x");

	@Test
	void passesErrorsOfTheLiveGenerationAtOnce() {
		MockServerWebExchange exchange = RetryFixture.get("/a");
		Outcome outcome = this.fixture.fail(exchange, this.error);
		assertThat(outcome.error()).isSameAs(this.error);
		assertThat(exchange.getResponse().getHeaders().headerNames()).isEmpty();
		assertThat(this.fixture.counts.getPassed()).isEqualTo(1);
		assertNothingIsLeft(this.fixture);
	}

	@Test
	void sendsClientsOfARetiredGenerationToTheNextOneOnceThatIsStable() {
		MockServerWebExchange exchange = RetryFixture.get("/a?b= c");
		this.fixture.generations.restart();
		Outcome outcome = this.fixture.fail(exchange, this.error);
		this.fixture.pass(Duration.ofSeconds(20));
		assertThat(outcome.signals()).isZero();
		this.fixture.generations.live();
		this.fixture.pass(QUIET.minusMillis(1));
		assertThat(outcome.signals()).isZero();
		this.fixture.pass(Duration.ofMillis(1));
		assertRedirect(exchange, outcome);
		assertThat(exchange.getResponse().getHeaders().getFirst("Location")).isEqualTo("/a?b=%20c");
		assertThat(exchange.getResponse().getHeaders().getFirst("Vary")).isEqualTo("*");
		assertThat(exchange.getResponse().getHeaders().getCacheControl()).isEqualTo("no-store");
		assertThat(exchange.getResponse().getHeaders().getFirst("X-Holdfast-Retry"))
			.isEqualTo("generation=1, current=2, cause=java.lang.RuntimeException");
		assertThat(this.fixture.counts.getHeld()).isEqualTo(1);
		assertThat(this.fixture.counts.getRetried()).isEqualTo(1);
		assertNothingIsLeft(this.fixture);
	}

	@Test
	void tellsTheServerWhatItHolds() {
		this.fixture.fail(RetryFixture.get("/passed"), this.error);
		this.fixture.generations.restart();
		this.fixture.fail(RetryFixture.get("/held"), this.error);
		assertThat(this.fixture.held).containsExactly("/held");
	}

	@Test
	void waitsAgainAfterAnyActivity() {
		MockServerWebExchange exchange = RetryFixture.get("/a");
		this.fixture.restart();
		Outcome outcome = this.fixture.fail(exchange, this.error);
		for (int i = 0; i < 5; i++) {
			this.fixture.pass(QUIET.minusMillis(1));
			this.fixture.generations.activity();
		}
		assertThat(outcome.signals()).isZero();
		this.fixture.pass(QUIET);
		assertRedirect(exchange, outcome);
	}

	@Test
	void givesUpAfterTheLongestWait() {
		MockServerWebExchange exchange = RetryFixture.get("/a");
		this.fixture.generations.restart();
		Outcome outcome = this.fixture.fail(exchange, this.error);
		this.fixture.pass(RetryFixture.SETTINGS.maxWait());
		assertThat(outcome.signals()).isEqualTo(1);
		assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
		assertThat(exchange.getResponse().getHeaders().getFirst("Retry-After")).isEqualTo("1");
		assertThat(RetryFixture.bodyOf(exchange)).contains("30000 ms");
		assertThat(this.fixture.counts.getExpired()).isEqualTo(1);
		assertNothingIsLeft(this.fixture);
	}

	@Test
	void holdsErrorsWhileAChangeIsPending() {
		MockServerWebExchange exchange = RetryFixture.get("/a");
		this.fixture.generations.activity();
		Outcome outcome = this.fixture.fail(exchange, this.error);
		assertThat(outcome.signals()).isZero();
		this.fixture.pass(QUIET);
		assertRedirect(exchange, outcome);
		assertThat(this.fixture.fail(RetryFixture.get("/a"), this.error).error()).isSameAs(this.error);
	}

	@Test
	void passesErrorsOfAGenerationThatIsStillStarting() {
		this.fixture.restart();
		RetryFixture second = new RetryFixture();
		second.generations.restart();
		RetryFilter starting = new RetryFilter(second.generations.generations(), RetryFixture.SETTINGS, List.of(),
				(request) -> null, second.attempts, second.counts, second.time);
		Outcome outcome = new Outcome(starting.filter(RetryFixture.get("/a"), (exchange) -> Mono.error(this.error)));
		assertThat(outcome.error()).isSameAs(this.error);
	}

	@Test
	void passesAStaleLookingErrorAfterAsManyAttemptsAsAreAllowed() {
		RetryFixture stale = new RetryFixture(RetryFixture.SETTINGS, ALL);
		Duration[] backoffs = { Duration.ZERO, Duration.ofMillis(100), Duration.ofMillis(200) };
		for (Duration backoff : backoffs) {
			MockServerWebExchange exchange = RetryFixture.get("/a");
			Outcome outcome = stale.fail(exchange, this.error);
			if (!backoff.isZero()) {
				stale.pass(backoff.minusMillis(1));
				assertThat(outcome.signals()).isZero();
				stale.pass(Duration.ofMillis(1));
			}
			assertRedirect(exchange, outcome);
		}
		MockServerWebExchange exchange = RetryFixture.get("/a");
		Outcome outcome = stale.fail(exchange, this.error);
		assertThat(outcome.error()).isSameAs(this.error);
		assertThat(exchange.getResponse().getHeaders().getFirst("X-Holdfast-Retry"))
			.isEqualTo("ended, generation=1, cause=java.lang.RuntimeException");
		assertThat(stale.counts.getRetried()).isEqualTo(3);
		assertThat(stale.counts.getExpired()).isEqualTo(1);
		assertNothingIsLeft(stale);
	}

	@Test
	void asksClassifiersInTheirOrder() {
		RetryFixture ordered = new RetryFixture(RetryFixture.SETTINGS, (failure) -> Verdict.UNDECIDED,
				(failure) -> Verdict.GENUINE, ALL);
		ordered.restart();
		assertThat(ordered.fail(RetryFixture.get("/a"), this.error).error()).isSameAs(this.error);
	}

	@Test
	void takesClassifiersThatFailForUndecidedAndSaysSoOnce(CapturedOutput output) {
		RetryFixture failing = new RetryFixture(RetryFixture.SETTINGS, (failure) -> {
			throw new IllegalStateException("classifier");
		});
		for (int i = 0; i < 3; i++) {
			assertThat(failing.fail(RetryFixture.get("/a"), this.error).error()).isSameAs(this.error);
		}
		assertThat(output.toString().split("Stale error classifier", -1)).hasSize(2);
	}

	@Test
	void leavesOtherMethodsThanThoseItCoversAlone() {
		RetryFixture gets = new RetryFixture(RetryFixture.covering(HttpMethod.GET));
		gets.restart();
		MockServerWebExchange post = RetryFixture.exchange(MockServerHttpRequest.post("/a"));
		WebFilterChain chain = (exchange) -> {
			assertThat(exchange).isSameAs(post);
			return Mono.error(this.error);
		};
		assertThat(gets.handle(post, chain).error()).isSameAs(this.error);
		assertThat(gets.fail(RetryFixture.get("/a"), this.error).signals()).isZero();
	}

	@Test
	void takesOverServerErrorsOfARetiredGeneration() {
		MockServerWebExchange exchange = RetryFixture.get("/a");
		this.fixture.restart();
		Outcome outcome = this.fixture.handle(exchange, (guarded) -> {
			ServerHttpResponse response = guarded.getResponse();
			response.setStatusCode(HttpStatus.INTERNAL_SERVER_ERROR);
			response.getHeaders().set("X-Application", "spoilt");
			return response.writeWith(Mono.just(response.bufferFactory().wrap(new byte[1])));
		});
		this.fixture.pass(QUIET);
		assertRedirect(exchange, outcome);
		assertThat(exchange.getResponse().getHeaders().headerNames()).doesNotContain("X-Application");
		assertNothingIsLeft(this.fixture);
	}

	@Test
	void letsARetiredGenerationFinishWhatSucceeds() {
		MockServerWebExchange exchange = RetryFixture.get("/a");
		this.fixture.restart();
		Outcome outcome = this.fixture.handle(exchange, (guarded) -> guarded.getResponse().setComplete());
		assertThat(outcome.signals()).isEqualTo(1);
		assertThat(exchange.getResponse().isCommitted()).isTrue();
		assertThat(exchange.getResponse().getStatusCode()).isNull();
	}

	@Test
	void sendsWhatARetiredGenerationLeavesOpenToTheNextOne() {
		AtomicInteger cancelled = new AtomicInteger();
		MockServerWebExchange exchange = RetryFixture.get("/a");
		Outcome outcome = this.fixture.handle(exchange,
				(guarded) -> Mono.<Void>never().doOnCancel(cancelled::incrementAndGet));
		assertThat(this.fixture.filter.openCount()).isEqualTo(1);
		this.fixture.generations.restart();
		this.fixture.filter.destroy();
		this.fixture.generations.live();
		this.fixture.pass(QUIET);
		assertRedirect(exchange, outcome);
		assertThat(cancelled).hasValue(1);
		assertNothingIsLeft(this.fixture);
		MockServerWebExchange late = RetryFixture.get("/late");
		assertRedirect(late, this.fixture.handle(late, (guarded) -> Mono.never()));
	}

	@Test
	void givesUpWhatARetiredGenerationLeavesOpenIfNoneFollowsInTime() {
		MockServerWebExchange exchange = RetryFixture.get("/a");
		Outcome outcome = this.fixture.handle(exchange, (guarded) -> Mono.never());
		this.fixture.generations.restart();
		this.fixture.filter.destroy();
		this.fixture.generations.fail();
		this.fixture.pass(RetryFixture.SETTINGS.maxWait());
		assertThat(outcome.signals()).isEqualTo(1);
		assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
		assertNothingIsLeft(this.fixture);
	}

	@Test
	void leavesRequestsAloneWhenTheApplicationEnds() {
		Outcome outcome = this.fixture.handle(RetryFixture.get("/a"), (guarded) -> Mono.never());
		this.fixture.filter.destroy();
		this.fixture.pass(Duration.ofMinutes(1));
		assertThat(outcome.signals()).isZero();
		outcome.dispose();
		assertNothingIsLeft(this.fixture);
	}

	@Test
	void spreadsTheReleaseOverATime() {
		RetryFixture spreading = new RetryFixture(RetryFixture.spread(Duration.ofSeconds(1)));
		spreading.restart();
		Outcome[] outcomes = new Outcome[200];
		for (int i = 0; i < outcomes.length; i++) {
			outcomes[i] = spreading.fail(RetryFixture.get("/" + i), this.error);
		}
		spreading.pass(QUIET.plusMillis(500));
		assertThat(Arrays.stream(outcomes).mapToInt(Outcome::signals).sum()).isBetween(50, 150);
		spreading.pass(Duration.ofMillis(500));
		assertThat(outcomes).allMatch((outcome) -> outcome.signals() == 1);
	}

	private static void assertRedirect(MockServerWebExchange exchange, Outcome outcome) {
		assertThat(outcome.error()).isNull();
		assertThat(outcome.signals()).isEqualTo(1);
		assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.TEMPORARY_REDIRECT);
	}

	private static void assertNothingIsLeft(RetryFixture fixture) {
		assertThat(fixture.filter.openCount()).isZero();
	}

}
