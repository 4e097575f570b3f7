package dev.holdfast.request;

import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import dev.holdfast.request.RequestHops.Tag;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many requests at once on the same threads: none ever sees the value of another one, and
 * no thread remembers any of them.
 */
@ExtendWith(AutomaticPropagation.class)
class RequestIsolationTests {

	private static final int REQUESTS = Integer.getInteger("holdfast.test.isolation.requests", 1_000);

	private static final int PROBES = Integer.getInteger("holdfast.test.isolation.probes", 1_000_000);

	private final RequestScopes scopes = new RequestScopes(new RequestSettings(Duration.ofSeconds(5)), null);

	private final RequestState<Tag> state = this.scopes.states().define(Tag.class);

	private final RequestHops hops = new RequestHops(this.state.proxy());

	private final Queue<WeakReference<ActiveRequest>> requests = new ConcurrentLinkedQueue<>();

	private final AtomicInteger arrived = new AtomicInteger();

	private final Sinks.Empty<Void> allArrived = Sinks.empty();

	private final AtomicInteger finished = new AtomicInteger();

	private final Sinks.Empty<Void> allFinished = Sinks.empty();

	private final AtomicInteger answered = new AtomicInteger();

	@AfterEach
	void close() {
		this.hops.close();
	}

	@Test
	void requestsDoNotSeeEachOther() throws Exception {
		ThreadLocalScan scan = new ThreadLocalScan();
		HttpHandler handler = this.scopes.decorate(WebHttpHandlerBuilder.webHandler(this::handle)
			.filter(this.scopes::filter, this::setTag)
			.exceptionHandler((exchange, ex) -> answer(exchange, HttpStatus.INTERNAL_SERVER_ERROR))
			.build());
		Flux<Void> load = Flux.range(0, REQUESTS).flatMap((number) -> send(handler, number), REQUESTS);
		StepVerifier.create(load).expectComplete().verify(Duration.ofMinutes(2));
		assertThat(this.hops.wrong.sum()).as("wrong").isZero();
		assertThat(this.hops.missing.sum()).as("missing").isZero();
		assertThat(this.hops.right.sum()).isGreaterThanOrEqualTo(PROBES);
		assertThat(this.answered).hasValue(REQUESTS);
		assertThat(this.requests).hasSize(REQUESTS);
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(scan.threadsWith(ActiveRequest.class)).isEmpty());
		awaitCollected();
	}

	@Test
	void scanFindsWhatAThreadRemembers() throws Exception {
		CountDownLatch set = new CountDownLatch(1);
		CountDownLatch found = new CountDownLatch(1);
		Thread thread = new Thread(() -> {
			this.scopes.current().setValue(this.scopes.begin("remembered"));
			set.countDown();
			try {
				found.await(20, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		thread.start();
		assertThat(set.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(new ThreadLocalScan().threadsWith(ActiveRequest.class)).containsExactly(thread);
		found.countDown();
		thread.join(20_000);
	}

	private Mono<Void> send(HttpHandler handler, int number) {
		MockServerHttpResponse response = new MockServerHttpResponse();
		Mono<Void> handled = handler.handle(MockServerHttpRequest.get("/" + number).build(), response);
		if (Kind.of(number) == Kind.CANCELLED) {
			return handled.takeUntilOther(this.allFinished.asMono()).doOnTerminate(this.answered::incrementAndGet);
		}
		return handled.then(Mono.defer(response::getBodyAsString)).doOnNext((body) -> {
			this.hops.check(number, Integer.parseInt(body));
			this.answered.incrementAndGet();
		}).then();
	}

	private Mono<Void> setTag(ServerWebExchange exchange, WebFilterChain chain) {
		int number = number(exchange);
		this.state.set(() -> number);
		this.requests.add(new WeakReference<>(this.scopes.require("test")));
		exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> this.hops.probe(number)));
		return chain.filter(exchange).doOnTerminate(() -> this.hops.probe(number));
	}

	// All begin before the first one goes on, so they are all under way together
	private Mono<Void> handle(ServerWebExchange exchange) {
		int number = number(exchange);
		if (this.arrived.incrementAndGet() == REQUESTS) {
			this.allArrived.tryEmitEmpty();
		}
		Mono<Void> run = this.allArrived.asMono().then(Mono.defer(() -> this.hops.run(number)));
		return run.then(Mono.defer(() -> {
			if (this.finished.incrementAndGet() == REQUESTS) {
				this.allFinished.tryEmitEmpty();
			}
			return switch (Kind.of(number)) {
				case FAILED -> Mono.error(new IllegalStateException("expected"));
				case CANCELLED -> Mono.never();
				case COMPLETED -> answer(exchange, HttpStatus.OK);
			};
		}));
	}

	private Mono<Void> answer(ServerWebExchange exchange, HttpStatus status) {
		exchange.getResponse().setStatusCode(status);
		Mono<DataBuffer> body = Mono.fromCallable(() -> {
			this.hops.probe(number(exchange));
			return exchange.getResponse()
				.bufferFactory()
				.wrap(String.valueOf(this.state.proxy().number()).getBytes(StandardCharsets.UTF_8));
		});
		return exchange.getResponse().writeWith(body);
	}

	private static int number(ServerWebExchange exchange) {
		return Integer.parseInt(exchange.getRequest().getPath().value().substring(1));
	}

	private void awaitCollected() {
		Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			System.gc();
			List<ActiveRequest> kept = this.requests.stream()
				.map(WeakReference::get)
				.filter((request) -> request != null)
				.toList();
			assertThat(kept).isEmpty();
		});
	}

	private enum Kind {

		COMPLETED, FAILED, CANCELLED;

		static Kind of(int number) {
			return switch (number % 20) {
				case 7 -> FAILED;
				case 13 -> CANCELLED;
				default -> COMPLETED;
			};
		}

	}

}
