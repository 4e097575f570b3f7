package dev.holdfast.request;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import dev.holdfast.request.ReactorOperators.Probe;
import dev.holdfast.request.ReactorOperators.Row;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reactor's operators in automatic mode: each lambda sees the request of its subscriber,
 * on whatever thread, with other requests beside it.
 */
class OperatorPropagationTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private final boolean before = Hooks.isAutomaticContextPropagationEnabled();

	private final RequestScopes scopes = new RequestScopes(new RequestSettings(LIMIT), null);

	private final RequestState<Tenant> state = this.scopes.states().define("state", Tenant.class);

	@BeforeEach
	void switchOn() {
		Hooks.enableAutomaticContextPropagation();
	}

	@AfterEach
	void restore() {
		if (!this.before) {
			Hooks.disableAutomaticContextPropagation();
		}
	}

	@Test
	void hasManyRows() {
		assertThat(ReactorOperators.all()).hasSizeGreaterThan(150).extracting(Row::name).doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@MethodSource("rows")
	void seesItsOwnRequest(Row row) throws Exception {
		verifyAll(subscribeAll(row.pipeline()), row.observations());
		assertThat(CurrentRequest.registered().getValue()).isNull();
	}

	// Where requests meet, all have the context of the one whose thread emits
	@Test
	void sharedSourcesSeeTheRequestThatConnectsThem() throws Exception {
		Probe above = new Probe(this::value);
		Flux<Integer> shared = above.slow().map(above::see).publish().refCount(3);
		verifyAll(subscribeAll((probe) -> shared.map(probe::see)), 3, "ccc", "ccc", "ccc");
		assertThat(above.seen()).containsExactly("ccc", "ccc", "ccc");
	}

	@Test
	void sharedSourcesSeeTheirOwnRequestBelowContextWrite() throws Exception {
		Probe above = new Probe(this::value);
		Flux<Integer> shared = above.slow().map(above::see).publish().refCount(3);
		verifyAll(subscribeAll((probe) -> shared.contextWrite((context) -> context).map(probe::see)), 3);
		assertThat(above.seen()).containsExactly("ccc", "ccc", "ccc");
	}

	@Test
	void cachedSourcesSeeTheRequestThatFillsThem() throws Exception {
		Probe above = new Probe(this::value);
		Mono<Integer> cached = Mono.<Integer>create((sink) -> above.onThread(() -> sink.success(1)))
			.map(above::see)
			.cache();
		List<Subscriber> subscribers = subscribeAll((probe) -> cached.publishOn(Schedulers.parallel()).map(probe::see));
		above.subscribed();
		verifyAll(subscribers, 1, "a", "a", "a");
		assertThat(above.seen()).containsExactly("a");
	}

	@Test
	void cachedSourcesSeeTheirOwnRequestBelowContextWrite() throws Exception {
		Flux<Integer> cached = Flux.range(1, 3).delayElements(ReactorOperators.TICK).cache();
		verifyAll(subscribeAll(
				(probe) -> cached.contextWrite((context) -> context).publishOn(Schedulers.parallel()).map(probe::see)),
				3);
	}

	@Test
	void sourcesThatAreConnectedOutsideSeeNoRequest() throws Exception {
		Probe above = new Probe(this::value);
		ConnectableFlux<Integer> connectable = above.slow().map(above::see).publish();
		List<Subscriber> subscribers = subscribeAll((probe) -> connectable.map(probe::see));
		connectable.connect();
		verifyAll(subscribers, 3, "none", "none", "none");
		assertThat(above.seen()).containsExactly("none", "none", "none");
	}

	@Test
	void subscribersOfASinkSeeTheirOwnWhoeverEmits() throws Exception {
		Sinks.Many<Integer> sink = Sinks.many().multicast().directBestEffort();
		List<Subscriber> subscribers = subscribeAll((probe) -> sink.asFlux().map(probe::see));
		Subscriber emitting = new Subscriber("dddd");
		emitting.subscribe(Flux.range(1, 3)
			.publishOn(Schedulers.parallel())
			.map(emitting.probe::see)
			.doOnNext(sink::tryEmitNext)
			.map(emitting.probe::see)
			.doOnComplete(sink::tryEmitComplete));
		emitting.verify(6, "dddd");
		verifyAll(subscribers, 3);
	}

	@Test
	void subscriptionsOfOnesOwnSeeTheRequestOnThreadsOfReactorOnly() throws Exception {
		Probe scheduled = new Probe(this::value);
		Probe foreign = new Probe(this::value);
		foreign.subscribed();
		verifyAll(subscribeAll((probe) -> probe.mono().map(probe::see).doOnNext((x) -> {
			scheduled.mono().subscribe(scheduled::see);
			Mono.<Integer>create((sink) -> foreign.onThread(() -> sink.success(1))).subscribe(foreign::see);
		})), 1);
		Awaitility.await().atMost(LIMIT).until(() -> scheduled.seen().size() == 3 && foreign.seen().size() == 3);
		assertThat(scheduled.seen()).containsExactlyInAnyOrder("a", "bb", "ccc");
		assertThat(foreign.seen()).containsOnly("none");
	}

	private List<Subscriber> subscribeAll(Function<Probe, Publisher<?>> pipeline) {
		List<Subscriber> subscribers = Stream.of("a", "bb", "ccc").map(Subscriber::new).toList();
		subscribers.forEach((subscriber) -> subscriber.subscribe(pipeline.apply(subscriber.probe)));
		return subscribers;
	}

	private void verifyAll(List<Subscriber> subscribers, int observations) throws Exception {
		verifyAll(subscribers, observations, "a", "bb", "ccc");
	}

	private void verifyAll(List<Subscriber> subscribers, int observations, String... seen) throws Exception {
		for (int i = 0; i < seen.length; i++) {
			subscribers.get(i).verify(observations, seen[i]);
		}
		subscribers.forEach((subscriber) -> this.scopes.release(subscriber.request));
	}

	static List<Row> rows() {
		return ReactorOperators.all();
	}

	private String value() {
		try {
			return this.state.proxy().name();
		}
		catch (NoCurrentRequestException ex) {
			return "none";
		}
		catch (RequestStateException ex) {
			return ex.toString();
		}
	}

	/**
	 * What belongs to a request.
	 */
	interface Tenant {

		String name();

	}

	/**
	 * A request, which lasts until all has been verified.
	 */
	private final class Subscriber {

		private final ActiveRequest request;

		private final Probe probe = new Probe(OperatorPropagationTests.this::value);

		private CompletableFuture<?> done = new CompletableFuture<>();

		Subscriber(String value) {
			this.request = OperatorPropagationTests.this.scopes.begin(value);
			CurrentRequest current = CurrentRequest.registered();
			current.setValue(this.request);
			OperatorPropagationTests.this.state.set(() -> value);
			current.setValue();
		}

		void subscribe(Publisher<?> pipeline) {
			this.done = Flux.from(pipeline)
				.contextWrite((context) -> context.put(CurrentRequest.KEY, this.request))
				.then()
				.toFuture();
			this.probe.subscribed();
		}

		void verify(int observations, String expected) throws Exception {
			this.done.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
			Awaitility.await()
				.pollInterval(Duration.ofMillis(2))
				.atMost(LIMIT)
				.until(() -> this.probe.seen().size() >= observations);
			assertThat(this.probe.seen()).containsOnly(expected);
			assertThat(this.probe.threads()).anyMatch((thread) -> thread != Thread.currentThread());
		}

	}

}
