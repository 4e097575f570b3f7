package dev.holdfast.request;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.Publisher;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestCloser}.
 */
@ExtendWith(OutputCaptureExtension.class)
class RequestCloserTests {

	private static final Duration BOUND = Duration.ofSeconds(20);

	private final RequestScopes scopes = new RequestScopes(new RequestSettings(Duration.ofMillis(500)), null);

	private final ActiveRequest active = this.scopes.begin("1");

	private final AtomicInteger closes = new AtomicInteger();

	@Test
	void waitingForAThreadTakesNoneOfTheTime(CapturedOutput output) {
		int threads = Schedulers.DEFAULT_BOUNDED_ELASTIC_SIZE;
		CountDownLatch busy = new CountDownLatch(1);
		for (int i = 0; i < threads; i++) {
			Schedulers.boundedElastic().schedule(() -> await(busy));
		}
		Mono<Void> closed = close((value) -> {
			this.closes.incrementAndGet();
			return Mono.empty();
		});
		StepVerifier.create(closed)
			.expectSubscription()
			.expectNoEvent(Duration.ofSeconds(1))
			.then(busy::countDown)
			.expectComplete()
			.verify(BOUND);
		assertThat(this.closes).hasValue(1);
		assertThat(output).doesNotContain("could not be closed");
	}

	@Test
	void reactiveClosesAreInTheirRequest() {
		RequestState<String> other = this.scopes.states()
			.define(RequestStateDefinition.of("other", String.class).withoutProxy());
		verify(other.setMono("still there").contextWrite((context) -> context.put(CurrentRequest.KEY, this.active)));
		AtomicReference<String> seen = new AtomicReference<>();
		verify(close((value) -> other.mono().doOnNext(seen::set)));
		assertThat(seen).hasValue("still there");
	}

	@Test
	void tellsOfAClassThatIsMissing(CapturedOutput output) {
		verify(close((value) -> {
			throw new NoClassDefFoundError("com/example/Gone");
		}));
		assertThat(output).contains("'client' of request 1 could not be closed: java.lang.String", "com/example/Gone");
	}

	@Test
	void closesOnceIfTheValueRejectsIt(CapturedOutput output) {
		verify(close((value) -> {
			this.closes.incrementAndGet();
			throw new RejectedExecutionException("the value's own");
		}));
		assertThat(this.closes).hasValue(1);
		assertThat(output).contains("the value's own");
	}

	@Test
	void namesTheTimeThatWasTooShort(CapturedOutput output) {
		verify(close((value) -> Mono.never()));
		assertThat(output).contains("It took longer than holdfast.request.close-timeout [PT0.5S]");
	}

	@Test
	void isIdleWhenAllIsClosed() {
		AtomicReference<Boolean> closed = new AtomicReference<>(false);
		this.scopes.closer()
			.close(this.active, List
				.of(closing((value) -> Mono.delay(Duration.ofMillis(200)).doOnNext((tick) -> closed.set(true)))));
		verify(this.scopes.whenClosed());
		assertThat(closed).hasValue(true);
		verify(this.scopes.whenClosed());
	}

	private Mono<Void> close(Closing.Action action) {
		return this.scopes.closer().closed(this.active, List.of(closing(action)));
	}

	private static Closing closing(Closing.Action action) {
		return new Closing("client", 1, "value", action);
	}

	private static void verify(Publisher<Void> closed) {
		StepVerifier.create(closed).expectComplete().verify(BOUND);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await(20, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
