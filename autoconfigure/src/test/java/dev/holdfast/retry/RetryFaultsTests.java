package dev.holdfast.retry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.publisher.TestPublisher;

import dev.holdfast.restart.GenerationsFixture;
import dev.holdfast.retry.StaleErrorClassifier.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens if something goes wrong besides the request.
 */
@ExtendWith(OutputCaptureExtension.class)
class RetryFaultsTests {

	private static final Duration LIMIT = Duration.ofSeconds(5);

	private static final StaleErrorClassifier ALL = (failure) -> Verdict.STALE;

	private final RetryFixture fixture = new RetryFixture();

	private final MockServerWebExchange exchange = RetryFixture.get("/a");

	private final RuntimeException error = new RuntimeException("x");

	@Test
	void asksNothingOfAnErrorThatAClassifierFailsFor(CapturedOutput output) {
		RetryFixture failing = new RetryFixture(RetryFixture.SETTINGS, (failure) -> {
			throw new IllegalStateException(String.valueOf(failure.error().getMessage()));
		});
		Outcome outcome = failing.fail(this.exchange, new Silent());
		assertThat(outcome.error()).isInstanceOf(Silent.class);
		assertThat(output).contains("It was asked about " + Silent.class.getName());
	}

	@Test
	void passesTheErrorIfTheDecisionItselfFails() {
		RetryFixture ending = new RetryFixture(settings(0, 1000), ALL);
		// Its headers cannot be changed any more
		Outcome outcome = ending.handle(this.exchange,
				(guarded) -> this.exchange.getResponse().setComplete().then(Mono.error(this.error)));
		assertThat(outcome.error()).isSameAs(this.error);
		assertThat(outcome.signals()).isEqualTo(1);
	}

	@Test
	void keepsCrossOriginHeaders() {
		this.fixture.generations.restart();
		MockServerWebExchange late = RetryFixture.get("/b");
		List<MockServerWebExchange> both = List.of(this.exchange, late);
		this.exchange.getResponse().beforeCommit(() -> Mono.error(new IllegalStateException("closed")));
		this.fixture.handle(late, this::allowOriginAndFail);
		this.fixture.pass(RetryFixture.SETTINGS.maxWait());
		this.fixture.generations.live();
		this.fixture.handle(this.exchange, this::allowOriginAndFail);
		this.fixture.pass(LIMIT);
		assertThat(this.exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.TEMPORARY_REDIRECT);
		assertThat(late.getResponse().getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
		for (MockServerWebExchange answered : both) {
			HttpHeaders headers = answered.getResponse().getHeaders();
			assertThat(headers.getAccessControlAllowOrigin()).isEqualTo("https://page.test");
			assertThat(headers.get("Access-Control-Expose-Headers")).containsExactly("A", "B");
			assertThat(headers.containsHeader("X-Application")).isFalse();
		}
	}

	private Mono<Void> allowOriginAndFail(ServerWebExchange guarded) {
		HttpHeaders headers = guarded.getResponse().getHeaders();
		headers.setAccessControlAllowOrigin("https://page.test");
		headers.addAll("Access-Control-Expose-Headers", List.of("A", "B"));
		headers.set("X-Application", "spoilt");
		return Mono.error(this.error);
	}

	@Test
	void staysLiveWhenAnotherApplicationOfItsClassLoaderFails() {
		this.fixture.generations.fail();
		Outcome outcome = this.fixture.fail(this.exchange, this.error);
		assertThat(outcome.error()).isSameAs(this.error);
		this.fixture.filter.destroy();
		assertThat(this.fixture.fail(RetryFixture.get("/b"), this.error).signals()).isZero();
	}

	@Test
	void runsNoCodeOfTheApplicationOnTheThreadOfTheRestart() {
		GenerationsFixture generations = new GenerationsFixture(Schedulers.parallel());
		RetrySettings settings = new RetrySettings(Duration.ZERO, LIMIT, 3, RetryBackoff.NONE, Duration.ZERO, Set.of(),
				1000);
		RetryFilter filter = new RetryFilter(generations.generations(), settings, List.of(), (request) -> null,
				this.fixture.attempts, this.fixture.counts, Schedulers.parallel());
		AtomicReference<Thread> cancelling = new AtomicReference<>();
		AtomicReference<Thread> committing = new AtomicReference<>();
		MockServerWebExchange held = RetryFixture.get("/b");
		held.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> committing.set(Thread.currentThread())));
		new Outcome(filter.filter(this.exchange,
				(guarded) -> Mono.<Void>never().doOnCancel(() -> cancelling.set(Thread.currentThread()))));
		generations.restart();
		filter.destroy();
		new Outcome(filter.filter(held, (guarded) -> Mono.error(this.error)));
		generations.live();
		Awaitility.await().atMost(LIMIT).until(() -> cancelling.get() != null && committing.get() != null);
		assertThat(List.of(cancelling.get(), committing.get())).doesNotContain(Thread.currentThread());
	}

	@Test
	void keepsItsHeadersIfABodyFailsAfterItHasBeenTakenOver() {
		RetryFixture spreading = new RetryFixture(settings(3, 1000));
		TestPublisher<DataBuffer> body = TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);
		MockServerHttpResponse response = this.exchange.getResponse();
		TestPublisher<Void> action = TestPublisher.create();
		response.beforeCommit(action::mono);
		spreading.generations.restart();
		spreading.filter.destroy();
		spreading.handle(this.exchange, (guarded) -> {
			guarded.getResponse().writeWith(body.mono()).subscribe(null, (ex) -> {
			});
			return Mono.never();
		});
		spreading.pass(RetryFixture.SETTINGS.maxWait());
		assertThat(response.getHeaders().getContentType()).isEqualTo(MediaType.TEXT_PLAIN);
		body.error(this.error);
		assertThat(response.getHeaders().getContentType()).isEqualTo(MediaType.TEXT_PLAIN);
		assertThat(response.getHeaders().getContentLength()).isPositive();
	}

	@Test
	void checksNothingOnAnAnswerThatHasBeenTakenOver() {
		AtomicReference<ServerWebExchange> seen = new AtomicReference<>();
		this.fixture.restart();
		this.fixture.handle(this.exchange, (guarded) -> {
			seen.set(guarded);
			return Mono.error(this.error);
		});
		assertThat(seen.get().checkNotModified("etag")).isTrue();
		assertThat(seen.get().checkNotModified(Instant.now())).isTrue();
		assertThat(seen.get().checkNotModified("etag", Instant.now())).isTrue();
		assertThat(this.exchange.getResponse().getHeaders().headerNames()).isEmpty();
	}

	@Test
	void cancelsWhatHasThrownInsteadOfEnding() {
		for (boolean stale : new boolean[] { false, true }) {
			if (stale) {
				this.fixture.restart();
			}
			AtomicInteger cancelled = new AtomicInteger();
			this.fixture.handle(RetryFixture.get("/a"), (guarded) -> new Mono<>() {
				@Override
				public void subscribe(CoreSubscriber<? super Void> actual) {
					Mono.<Void>never().doOnCancel(cancelled::incrementAndGet).subscribe(actual);
					throw new NoClassDefFoundError("app/Gone");
				}
			});
			assertThat(cancelled).as("stale " + stale).hasValue(1);
		}
	}

	@Test
	void holdsNoMoreThanAreAllowed() {
		RetryFixture small = new RetryFixture(settings(3, 2));
		small.generations.restart();
		Outcome first = small.fail(RetryFixture.get("/1"), this.error);
		Outcome second = small.fail(RetryFixture.get("/2"), this.error);
		Outcome third = small.fail(this.exchange, this.error);
		assertThat(first.signals() + second.signals()).isZero();
		assertThat(third.signals()).isEqualTo(1);
		assertThat(this.exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
		assertThat(RetryFixture.bodyOf(this.exchange)).contains("2 requests (holdfast.retry.max-held)");
		first.dispose();
		Outcome fourth = small.fail(RetryFixture.get("/4"), this.error);
		assertThat(fourth.signals()).isZero();
		small.generations.live();
		small.pass(LIMIT);
		assertThat(second.signals() + fourth.signals()).isEqualTo(2);
		assertThat(small.counts.getHeld()).isEqualTo(3);
		small.generations.restart();
		assertThat(small.fail(RetryFixture.get("/5"), this.error).signals()).isZero();
		assertThat(small.fail(RetryFixture.get("/6"), this.error).signals()).isZero();
	}

	@Test
	void logsAtDebugWhatItReplaces(CapturedOutput output) {
		LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
		logging.setLogLevel(HeldRequests.class.getName(), LogLevel.DEBUG);
		try {
			this.fixture.restart();
			this.fixture.fail(this.exchange, new IllegalStateException("replaced"));
			assertThat(output).contains("is held: /a").contains("IllegalStateException: replaced");
		}
		finally {
			logging.setLogLevel(HeldRequests.class.getName(), null);
		}
	}

	@Test
	void endsARequestWhoseCommitNeverEnds() {
		this.fixture.restart();
		this.exchange.getResponse().beforeCommit(Mono::never);
		Outcome outcome = this.fixture.fail(this.exchange, this.error);
		this.fixture.pass(Duration.ofSeconds(6));
		assertThat(outcome.signals()).isEqualTo(1);
		assertThat(outcome.error()).isInstanceOf(TimeoutException.class);
	}

	@Test
	void endsARequestWhoseCommitBreaksWithALinkageError() {
		this.fixture.restart();
		this.exchange.getResponse().beforeCommit(() -> {
			throw new NoClassDefFoundError("app/Gone");
		});
		Outcome outcome = this.fixture.fail(this.exchange, this.error);
		this.fixture.pass(LIMIT);
		assertThat(outcome.signals()).isEqualTo(1);
		assertThat(outcome.error()).isInstanceOf(NoClassDefFoundError.class);
	}

	private static RetrySettings settings(int maxAttempts, int maxHeld) {
		RetrySettings usual = RetryFixture.SETTINGS;
		return new RetrySettings(usual.quietPeriod(), usual.maxWait(), maxAttempts, usual.backoff(), usual.spread(),
				usual.methods(), maxHeld);
	}

	/**
	 * An error that says nothing of itself.
	 */
	private static final class Silent extends RuntimeException {

		private static final long serialVersionUID = 1;

		@Override
		public String getMessage() {
			throw new IllegalStateException("silent");
		}

	}

}
