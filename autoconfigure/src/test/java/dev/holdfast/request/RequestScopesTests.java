package dev.holdfast.request;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestScopes}: when requests begin and end, and what is closed then.
 */
@ExtendWith(OutputCaptureExtension.class)
class RequestScopesTests {

	private static final Duration BOUND = Duration.ofSeconds(20);

	private final RequestScopes scopes = new RequestScopes(new RequestSettings(Duration.ofMillis(300)),
			getClass().getClassLoader());

	private final List<String> closed = Collections.synchronizedList(new ArrayList<>());

	private final RequestState<String> name = this.scopes.states()
		.define(RequestStateDefinition.of("name", String.class).withoutProxy());

	@Test
	void givesEachSubscriptionARequestOfItsOwn() {
		List<String> seen = new ArrayList<>();
		HttpHandler handler = this.scopes.decorate((request, response) -> this.name.mono()
			.onErrorResume(MissingRequestValueException.class,
					(ex) -> this.name.setMono(request.getId()).then(this.name.mono()))
			.doOnNext(seen::add)
			.then());
		verify(handle(handler));
		verify(handle(handler));
		assertThat(seen).hasSize(2).doesNotHaveDuplicates();
	}

	@Test
	void closesInReverseOrderOffTheCallingThread() {
		RequestState<Client> first = define("first", Function.identity());
		RequestState<Client> second = define("second", Function.identity());
		Thread caller = Thread.currentThread();
		Client client = new Client("1");
		verify(request(first.setMono(client).then(second.setMono(new Client("2")))));
		awaitClosed("2", "1");
		assertThat(client.thread.get()).isNotSameAs(caller);
		assertThat(client.thread.get().getName()).startsWith("boundedElastic");
		assertThat(client.contextLoader.get()).isSameAs(getClass().getClassLoader());
	}

	@Test
	void closesAfterAnError() {
		RequestState<Client> state = define("client", Function.identity());
		StepVerifier
			.create(request(state.setMono(new Client("1")).then(Mono.error(new IllegalArgumentException("broken")))))
			.expectErrorMessage("broken")
			.verify(BOUND);
		awaitClosed("1");
	}

	@Test
	void closesAfterCancellation() {
		RequestState<Client> state = define("client", Function.identity());
		CountDownLatch set = new CountDownLatch(1);
		Disposable running = request(
				state.setMono(new Client("1")).doOnSuccess((none) -> set.countDown()).then(Mono.never()))
			.subscribe();
		assertThat(set.getCount()).isZero();
		assertThat(this.closed).isEmpty();
		running.dispose();
		awaitClosed("1");
	}

	@Test
	void closesNothingWhileABodyStreams() {
		RequestState<Client> state = define("client", Function.identity());
		CompletableFuture<Void> last = new CompletableFuture<>();
		CompletableFuture<Void> over = request(state.setMono(new Client("1"))
			.thenMany(Flux.range(0, 3).concatWith(Mono.fromFuture(last).thenReturn(3)))
			.then()).toFuture();
		assertThat(this.closed).isEmpty();
		last.complete(null);
		assertThat(over).succeedsWithin(BOUND);
		awaitClosed("1");
	}

	@Test
	void goesOnAfterACloseThatFails(CapturedOutput output) {
		RequestState<Client> first = define("first", Function.identity());
		RequestState<Client> failing = define("failing", (definition) -> definition.closedBy((client) -> {
			throw new IllegalStateException("the close is broken");
		}));
		verify(request(first.setMono(new Client("1")).then(failing.setMono(new Client("2")))));
		awaitClosed("1");
		assertThat(output).contains("'failing' of request")
			.contains("could not be closed: " + Client.class.getName())
			.contains("the close is broken");
	}

	@Test
	void givesUpACloseThatTakesTooLong(CapturedOutput output) throws Exception {
		RequestState<Client> first = define("first", Function.identity());
		RequestState<Client> reactive = define("reactive",
				(definition) -> definition.closedReactivelyBy((client) -> Mono.never()));
		CountDownLatch never = new CountDownLatch(1);
		CountDownLatch interrupted = new CountDownLatch(1);
		RequestState<Client> blocking = define("blocking", (definition) -> definition.closedBy((client) -> {
			try {
				never.await();
			}
			catch (InterruptedException ex) {
				interrupted.countDown();
			}
		}));
		verify(request(first.setMono(new Client("1"))
			.then(reactive.setMono(new Client("2")))
			.then(blocking.setMono(new Client("3")))));
		awaitClosed("1");
		assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(output).contains("'reactive' of request").contains("'blocking' of request");
	}

	@Test
	void lastsUntilTheLastOneReleasesIt() {
		RequestState<Client> state = define("client", Function.identity());
		ActiveRequest active = this.scopes.begin("1");
		active.set(1, "client", new Client("1"), ValueCloser.known());
		assertThat(active.retain()).isTrue();
		this.scopes.release(active);
		assertThat(this.closed).isEmpty();
		assertThat(active.isOver()).isFalse();
		this.scopes.release(active);
		awaitClosed("1");
		assertThat(active.retain()).isFalse();
		this.scopes.release(active);
		assertThat(state.find()).isEmpty();
	}

	@Test
	void closersReachWhatWasMadeBefore() {
		RequestState<Client> first = define("first", Function.identity());
		AtomicReference<Client> seen = new AtomicReference<>();
		RequestState<Client> second = define("second",
				(definition) -> definition.closedBy((client) -> seen.set(first.get())));
		Client client = new Client("1");
		verify(request(first.setMono(client).then(second.setMono(new Client("2")))));
		awaitClosed("1");
		assertThat(seen).hasValue(client);
	}

	@Test
	void refusesUseAfterTheEnd() {
		RequestState<Client> state = define("client", (definition) -> definition.createdBy(() -> new Client("late")));
		AtomicReference<ActiveRequest> active = new AtomicReference<>();
		verify(request(state.setMono(new Client("1"))
			.then(Mono.deferContextual((context) -> Mono.fromRunnable(() -> active.set(this.scopes.find(context)))))));
		awaitClosed("1");
		Awaitility.await().until(() -> active.get().peek(1) == null);
		Mono<Client> late = state.mono().contextWrite((context) -> context.put(CurrentRequest.KEY, active.get()));
		StepVerifier.create(late).expectErrorSatisfies((ex) -> {
			assertThat(ex).isInstanceOf(RequestEndedException.class);
			assertThat(ex).hasMessageContaining("'client' belongs to request " + active.get().id() + ", which is over")
				.hasMessageContaining("thread '" + Thread.currentThread().getName() + "'");
		}).verify(BOUND);
	}

	@Test
	void leavesRequestsOfOtherApplicationsAlone() {
		RequestScopes other = new RequestScopes(new RequestSettings(BOUND), null);
		Mono<String> inOther = this.name.mono()
			.contextWrite((context) -> context.put(CurrentRequest.KEY, other.begin("of-other")));
		StepVerifier.create(inOther).expectErrorSatisfies((ex) -> {
			assertThat(ex).isInstanceOf(NoCurrentRequestException.class);
			assertThat(ex).hasMessageContaining("request of-other, which another application of this JVM handles");
		}).verify(BOUND);
	}

	private RequestState<Client> define(String stateName,
			Function<RequestStateDefinition<Client>, RequestStateDefinition<Client>> options) {
		return this.scopes.states().define(options.apply(RequestStateDefinition.of(stateName, Client.class)));
	}

	private Mono<Void> request(Mono<Void> work) {
		return handle(this.scopes.decorate((request, response) -> work));
	}

	private static Mono<Void> handle(HttpHandler handler) {
		return handler.handle(MockServerHttpRequest.get("/").build(), new MockServerHttpResponse())
			.subscribeOn(Schedulers.immediate());
	}

	private static void verify(Mono<Void> work) {
		StepVerifier.create(work).expectComplete().verify(BOUND);
	}

	private void awaitClosed(String... clients) {
		Awaitility.await().atMost(BOUND).untilAsserted(() -> assertThat(this.closed).containsExactly(clients));
	}

	/**
	 * Tells when it is closed.
	 */
	class Client implements AutoCloseable {

		private final AtomicReference<Thread> thread = new AtomicReference<>();

		private final AtomicReference<ClassLoader> contextLoader = new AtomicReference<>();

		private final String id;

		Client(String id) {
			this.id = id;
		}

		@Override
		public void close() {
			this.thread.set(Thread.currentThread());
			this.contextLoader.set(Thread.currentThread().getContextClassLoader());
			RequestScopesTests.this.closed.add(this.id);
		}

	}

}
