package dev.holdfast.request;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link ValueCloser}.
 */
class ValueCloserTests {

	private final AtomicInteger closed = new AtomicInteger();

	@Test
	void closesAutoCloseables() throws Exception {
		AutoCloseable value = this.closed::incrementAndGet;
		close(ValueCloser.known(), value);
		assertThat(this.closed).hasValue(1);
	}

	@Test
	void passesOnWhatACloseThrows() {
		AutoCloseable value = () -> {
			throw new IOException("broken");
		};
		assertThatIOException().isThrownBy(() -> ValueCloser.known().close(value)).withMessage("broken");
	}

	@Test
	void disposesDisposables() throws Exception {
		Disposable value = this.closed::incrementAndGet;
		close(ValueCloser.known(), value);
		assertThat(this.closed).hasValue(1);
	}

	@Test
	void subscribesToWhatAReactiveCloseReturns() throws Exception {
		ReactiveClient value = new ReactiveClient();
		Publisher<?> rest = ValueCloser.known().close(value);
		assertThat(this.closed).hasValue(0);
		StepVerifier.create(rest).expectComplete().verify(Duration.ofSeconds(10));
		assertThat(this.closed).hasValue(1);
	}

	@Test
	void prefersAReactiveCloseToDispose() throws Exception {
		close(ValueCloser.known(), new ReactiveClient() {

			@Override
			public void dispose() {
				ValueCloserTests.this.closed.addAndGet(100);
			}

		});
		assertThat(this.closed).hasValue(1);
	}

	@Test
	void waitsForAStageThatACloseReturns() throws Exception {
		StageClient value = new StageClient();
		Publisher<?> rest = ValueCloser.known().close(value);
		StepVerifier.create(rest)
			.expectSubscription()
			.then(() -> value.stage.complete(null))
			.expectComplete()
			.verify(Duration.ofSeconds(10));
	}

	@Test
	void leavesOthersAlone() {
		assertThat(ValueCloser.known().closes("text")).isFalse();
		assertThat(ValueCloser.known().closes((PlainClient) this.closed::incrementAndGet)).isFalse();
	}

	@Test
	void tellsTypesApart() {
		ValueCloser closer = ValueCloser.known();
		for (int i = 0; i < 3; i++) {
			assertThat(closer.closes("text")).isFalse();
			assertThat(closer.closes(new StageClient())).isTrue();
		}
	}

	@Test
	void closesByAFunctionInstead() throws Exception {
		AutoCloseable value = () -> this.closed.addAndGet(100);
		close(ValueCloser.<AutoCloseable>by((closeable) -> this.closed.incrementAndGet()), value);
		assertThat(this.closed).hasValue(1);
	}

	@Test
	void closesByAReactiveFunctionInstead() throws Exception {
		close(ValueCloser.<String>reactivelyBy((value) -> Flux.range(0, 3).doOnNext(this.closed::addAndGet)), "text");
		assertThat(this.closed).hasValue(3);
	}

	@Test
	void keepsOpen() {
		AutoCloseable value = this.closed::incrementAndGet;
		assertThat(ValueCloser.none().closes(value)).isFalse();
	}

	private static void close(ValueCloser closer, Object value) throws Exception {
		assertThat(closer.closes(value)).isTrue();
		StepVerifier.create(Flux.from(closer.close(value)).then()).expectComplete().verify(Duration.ofSeconds(10));
	}

	/**
	 * Is closed as R2DBC's connections are.
	 */
	class ReactiveClient implements ReactiveCloseable, Disposable {

		@Override
		public Publisher<Void> close() {
			return Mono.fromRunnable(ValueCloserTests.this.closed::incrementAndGet);
		}

		@Override
		public void dispose() {
			throw new IllegalStateException();
		}

	}

	/**
	 * Is closed by a stage.
	 */
	static class StageClient implements StageCloseable {

		private final CompletableFuture<Void> stage = new CompletableFuture<>();

		@Override
		public CompletionStage<Void> close() {
			return this.stage;
		}

	}

	/**
	 * Has a method that closes it, maybe, and maybe does something else.
	 */
	interface PlainClient {

		void close();

	}

	/**
	 * Has a method that closes it.
	 */
	interface ReactiveCloseable {

		Publisher<Void> close();

	}

	/**
	 * Has a method that closes it.
	 */
	interface StageCloseable {

		CompletionStage<Void> close();

	}

}
