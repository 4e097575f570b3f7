package dev.holdfast.request;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Over very many requests, however they end, all that was opened is closed once, and
 * nothing piles up.
 */
@ExtendWith(AutomaticPropagation.class)
class RequestClosingLoadTests {

	private static final int REQUESTS = Integer.getInteger("holdfast.test.closing.requests", 100_000);

	private static final String CANCEL = "cancel";

	private static final int AT_ONCE = 64;

	// A leak of the smallest object for each request would take twice as much
	private static final int BYTES_PER_REQUEST = 24;

	private static final int SAMPLE = 50;

	private final RequestScopes scopes = new RequestScopes(new RequestSettings(Duration.ofSeconds(30)), null);

	private final LongAdder opened = new LongAdder();

	private final LongAdder closed = new LongAdder();

	private final LongAdder closedAgain = new LongAdder();

	private final LongAdder refused = new LongAdder();

	private final Queue<WeakReference<Object>> sample = new ConcurrentLinkedQueue<>();

	private final RequestState<Closeable> closeable = this.scopes.states()
		.define(RequestStateDefinition.of(Closeable.class).createdBy(() -> open(new Closeable())));

	private final RequestState<DisposableValue> disposable = this.scopes.states()
		.define(RequestStateDefinition.of(DisposableValue.class).createdBy(() -> open(new DisposableValue())));

	private final RequestState<Reactive> reactive = this.scopes.states()
		.define(RequestStateDefinition.of(Reactive.class).createdBy(() -> open(new Reactive())));

	@Test
	void allThatIsOpenedIsClosedOnceAndNothingPilesUp() {
		HttpHandler web = WebHttpHandlerBuilder.webHandler(this::handle).filter(this.scopes::filter).build();
		HttpHandler handler = this.scopes
			.decorate((request, response) -> web.handle(request, response).then(failing(number(request))));
		int first = REQUESTS / 5;
		send(handler, 0, first);
		long before = usedHeap();
		send(handler, first, REQUESTS - first);
		long growth = usedHeap() - before;
		assertThat(this.opened.sum()).isGreaterThanOrEqualTo(2L * REQUESTS);
		assertThat(this.closedAgain.sum()).isZero();
		assertThat(this.refused.sum()).isBetween(1L, REQUESTS / 4L);
		assertThat(growth).isLessThan((long) BYTES_PER_REQUEST * (REQUESTS - first));
		assertThat(this.sample).hasSizeGreaterThan(REQUESTS / SAMPLE).allMatch((value) -> value.get() == null);
	}

	private void send(HttpHandler handler, int first, int count) {
		Flux<Void> load = Flux.range(first, count).flatMap((number) -> send(handler, number), AT_ONCE);
		StepVerifier.create(load).expectComplete().verify(Duration.ofMinutes(2));
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(this.closed.sum()).isEqualTo(this.opened.sum()));
	}

	private Mono<Void> send(HttpHandler handler, int number) {
		Sinks.Empty<Void> cancel = Sinks.empty();
		MockServerHttpRequest request = MockServerHttpRequest.get("/" + number).build();
		return Mono.defer(() -> handler.handle(request, new MockServerHttpResponse()))
			.contextWrite((context) -> context.put(CANCEL, cancel))
			.takeUntilOther(cancel.asMono())
			.onErrorComplete(Expected.class);
	}

	private Mono<Void> handle(ServerWebExchange exchange) {
		int number = number(exchange.getRequest());
		Mono<Void> use = Mono.fromRunnable(() -> use(number));
		return (number % 2 == 0) ? use.then(end(number)) : use.subscribeOn(Schedulers.parallel()).then(end(number));
	}

	private static int number(ServerHttpRequest request) {
		return Integer.parseInt(request.getPath().value().substring(1));
	}

	private static Mono<Void> failing(int number) {
		return (number % 4 == 1) ? Mono.error(new Expected()) : Mono.empty();
	}

	// Each request sets one of its values and has another one made
	private void use(int number) {
		switch (number % 3) {
			case 0 -> {
				set(this.closeable, new Closeable());
				this.disposable.proxy().use();
			}
			case 1 -> {
				set(this.disposable, new DisposableValue());
				this.reactive.proxy().use();
			}
			default -> {
				set(this.reactive, new Reactive());
				this.closeable.proxy().use();
			}
		}
	}

	private Mono<Void> end(int number) {
		return switch (number % 4) {
			case 0, 1 -> Mono.empty();
			case 2 -> Mono.deferContextual((context) -> {
				context.<Sinks.Empty<Void>>get(CANCEL).tryEmitEmpty();
				return Mono.never();
			});
			default -> Mono.deferContextual((context) -> endWhileInUse(context.get(CANCEL)));
		};
	}

	// Cancelled while another thread, which does not stop, sets a value and has one made
	private Mono<Void> endWhileInUse(Sinks.Empty<Void> cancel) {
		Schedulers.boundedElastic().schedule(() -> {
			try {
				use(1);
			}
			catch (RequestEndedException ex) {
				this.refused.increment();
			}
		});
		cancel.tryEmitEmpty();
		return Mono.never();
	}

	private <T extends Value> void set(RequestState<T> state, T value) {
		state.set(open(value));
	}

	private <T extends Value> T open(T value) {
		this.opened.increment();
		if (this.opened.sum() % SAMPLE == 0) {
			this.sample.add(new WeakReference<>(value));
		}
		return value;
	}

	private long usedHeap() {
		long[] least = { Long.MAX_VALUE };
		Awaitility.await().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofSeconds(10)).until(() -> {
			System.gc();
			long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
			boolean settled = used >= least[0];
			least[0] = Math.min(least[0], used);
			return settled;
		});
		return least[0];
	}

	abstract class Value {

		private final AtomicInteger closes = new AtomicInteger();

		void use() {
			assertThat(this.closes).hasValue(0);
		}

		void closed() {
			LongAdder counter = (this.closes.incrementAndGet() == 1) ? RequestClosingLoadTests.this.closed
					: RequestClosingLoadTests.this.closedAgain;
			counter.increment();
		}

	}

	class Closeable extends Value implements AutoCloseable {

		@Override
		public void close() {
			closed();
		}

	}

	class DisposableValue extends Value implements Disposable {

		@Override
		public void dispose() {
			closed();
		}

	}

	class Reactive extends Value implements ReactiveClose {

		@Override
		public Mono<Void> close() {
			return Mono.delay(Duration.ofNanos(1)).doOnNext((tick) -> closed()).then();
		}

	}

	interface ReactiveClose {

		Mono<Void> close();

	}

	private static final class Expected extends RuntimeException {

		Expected() {
			super(null, null, false, false);
		}

	}

}
