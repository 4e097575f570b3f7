package dev.holdfast.request;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Ways for a request from thread to thread. At each step it is checked whether the proxy
 * shows the value of this request.
 */
final class RequestHops implements AutoCloseable {

	private static final Duration TICK = Duration.ofMillis(1);

	final LongAdder right = new LongAdder();

	final LongAdder wrong = new LongAdder();

	final LongAdder missing = new LongAdder();

	private final Tag proxy;

	private final ExecutorService executor = Executors.newFixedThreadPool(3);

	private final Scheduler own = Schedulers.fromExecutorService(this.executor);

	private final Scheduler wide = Schedulers.newBoundedElastic(6, 100_000, "wide");

	private final List<Scheduler> schedulers = List.of(Schedulers.parallel(), Schedulers.boundedElastic(), this.own,
			Schedulers.single(), this.wide, Schedulers.immediate());

	private final Sinks.Many<Long> ticks = Sinks.many().multicast().directBestEffort();

	private final Disposable ticking = Flux.interval(TICK).onBackpressureDrop().subscribe(this.ticks::tryEmitNext);

	private final List<Function<Integer, Flux<Integer>>> ways = List.of(this::schedulers, this::fanOut, this::delays,
			this::retries, this::callbacks, this::futures, this::rails, this::zips, this::groups, this::hotSource);

	RequestHops(Tag proxy) {
		this.proxy = proxy;
	}

	/**
	 * Go all ways, in an order that differs between requests.
	 * @param number the number of the request
	 * @return completes at the end
	 */
	Mono<Void> run(int number) {
		return Flux.range(number, this.ways.size())
			.concatMap((i) -> this.ways.get(i % this.ways.size()).apply(number))
			.doOnTerminate(() -> probe(number))
			.then();
	}

	int probe(int expected) {
		try {
			check(expected, this.proxy.number());
		}
		catch (RequestStateException ex) {
			this.missing.increment();
		}
		return expected;
	}

	void check(int expected, int seen) {
		((seen == expected) ? this.right : this.wrong).increment();
	}

	private Flux<Integer> schedulers(int number) {
		Flux<Integer> way = probes(number, 24);
		for (Scheduler scheduler : this.schedulers) {
			way = way.publishOn(scheduler).doOnNext(this::probe);
		}
		return way.subscribeOn(this.wide);
	}

	private Flux<Integer> fanOut(int number) {
		return Flux.range(0, 150)
			.flatMap((i) -> Mono.fromCallable(() -> probe(number))
				.subscribeOn(this.schedulers.get(i % this.schedulers.size())), 16)
			.flatMapSequential((value) -> Mono.just(value).doOnNext(this::probe));
	}

	private Flux<Integer> delays(int number) {
		Flux<Integer> ticks = Flux.interval(TICK).take(5).map((tick) -> probe(number));
		return probes(number, 5).delayElements(TICK)
			.doOnNext(this::probe)
			.mergeWith(ticks)
			.timeout(Duration.ofSeconds(30))
			.concatWith(Mono.delay(TICK).map((tick) -> probe(number)))
			.concatWith(Mono.<Integer>never()
				.timeout(TICK, Mono.fromCallable(() -> probe(number)))
				.doOnSubscribe((subscription) -> probe(number)));
	}

	private Flux<Integer> retries(int number) {
		AtomicInteger attempts = new AtomicInteger();
		return Flux
			.defer(() -> probes(number, 20).publishOn(this.own)
				.doOnNext(this::probe)
				.concatWith((attempts.incrementAndGet() % 3 == 0) ? Mono.empty() : Mono.error(new Again())))
			.doOnError((ex) -> probe(number))
			.retryWhen(Retry.fixedDelay(5, TICK).filter((ex) -> probe(number) == number))
			.repeat(1)
			.onErrorResume((ex) -> Mono.empty());
	}

	private Flux<Integer> callbacks(int number) {
		return Flux.range(0, 30)
			.concatMap((i) -> Mono.<Integer>create((sink) -> this.executor.execute(() -> sink.success(number)))
				.doOnNext(this::probe)
				.doOnSuccess(this::probe));
	}

	private Flux<Integer> futures(int number) {
		return Flux.range(0, 30)
			.flatMap((i) -> Mono.fromFuture(() -> CompletableFuture.supplyAsync(() -> number, this.executor))
				.doOnNext(this::probe)
				.map(this::probe), 4);
	}

	private Flux<Integer> rails(int number) {
		return Flux.range(0, 60)
			.parallel(4)
			.runOn(Schedulers.parallel())
			.map((i) -> probe(number))
			.doOnNext(this::probe)
			.sequential()
			.doOnNext(this::probe);
	}

	private Flux<Integer> zips(int number) {
		return Flux
			.zip(probes(number, 20).publishOn(Schedulers.parallel()), probes(number, 20).subscribeOn(this.own),
					probes(number, 20).publishOn(this.wide))
			.map((all) -> probe(all.getT1()))
			.mergeWith(probes(number, 10).subscribeOn(Schedulers.boundedElastic()))
			.switchMap((value) -> Mono.just(value).doOnNext(this::probe));
	}

	private Flux<Integer> groups(int number) {
		return Flux.range(0, 60)
			.groupBy((i) -> i % 3)
			.flatMap((group) -> group.publishOn(this.schedulers.get(group.key())).map((i) -> probe(number)))
			.window(10)
			.flatMap((window) -> window.publishOn(Schedulers.boundedElastic()).doOnNext(this::probe))
			.bufferTimeout(8, TICK)
			.concatMapIterable((values) -> values)
			.doOnNext(this::probe);
	}

	// One source for all requests, which are not its own
	private Flux<Integer> hotSource(int number) {
		return this.ticks.asFlux().take(10).map((tick) -> probe(number)).publishOn(this.own).doOnNext(this::probe);
	}

	private Flux<Integer> probes(int number, int count) {
		return Flux.range(0, count).map((i) -> probe(number));
	}

	@Override
	public void close() {
		this.ticking.dispose();
		this.wide.dispose();
		this.own.dispose();
		this.executor.shutdownNow();
	}

	/**
	 * What the value of a request looks like.
	 */
	interface Tag {

		int number();

	}

	private static final class Again extends RuntimeException {

		Again() {
			super(null, null, false, false);
		}

	}

}
