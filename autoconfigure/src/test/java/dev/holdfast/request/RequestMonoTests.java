package dev.holdfast.request;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Subscription;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Errors that Reactor throws instead of signalling them.
 */
@ExtendWith(AutomaticPropagation.class)
class RequestMonoTests {

	private static final Duration BOUND = Duration.ofSeconds(20);

	private static final Runnable BROKEN = () -> {
		throw new NoClassDefFoundError("app/Gone");
	};

	private final RequestScopes scopes = new RequestScopes(new RequestSettings(BOUND), null);

	private final AtomicInteger closed = new AtomicInteger();

	private final RequestState<Disposable> state = this.scopes.states()
		.define(RequestStateDefinition.of("state", Disposable.class).withoutProxy());

	@ParameterizedTest
	@MethodSource("handlers")
	void closesWhatBelongsToARequestThatBreaks(HttpHandler broken) {
		HttpHandler handler = this.scopes.decorate((request, response) -> {
			this.state.set(this.closed::incrementAndGet);
			return broken.handle(request, response);
		});
		Mono<Void> handling = handler.handle(MockServerHttpRequest.get("/").build(), new MockServerHttpResponse());
		assertThatExceptionOfType(NoClassDefFoundError.class).isThrownBy(() -> handling.subscribe(new Breaking()));
		Awaitility.await().atMost(BOUND).untilAsserted(() -> assertThat(this.closed).hasValue(1));
		assertThat(CurrentRequest.registered().getValue()).isNull();
	}

	static Stream<HttpHandler> handlers() {
		return Stream.of((request, response) -> {
			throw new NoClassDefFoundError("app/Gone");
		}, (request, response) -> Mono.fromRunnable(BROKEN), (request, response) -> Mono.empty());
	}

	/**
	 * Breaks at the end of what does not break before.
	 */
	private static final class Breaking implements CoreSubscriber<Void> {

		@Override
		public void onSubscribe(Subscription subscription) {
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(Void none) {
			throw new IllegalStateException("There is none");
		}

		@Override
		public void onError(Throwable error) {
			throw new IllegalStateException(error);
		}

		@Override
		public void onComplete() {
			BROKEN.run();
		}

	}

}
