package dev.holdfast.request;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

import dev.holdfast.request.ReactorOperators.Probe;

/**
 * Operators on one {@link Flux}.
 */
final class FluxOperators {

	private FluxOperators() {
	}

	static void addTo(ReactorOperators rows) {
		values(rows);
		flattening(rows);
		parts(rows);
		aggregates(rows);
		sideEffects(rows);
		failures(rows);
		again(rows);
		time(rows);
		threads(rows);
		backpressure(rows);
		sources(rows);
	}

	private static void values(ReactorOperators rows) {
		rows.add("Flux.map", 3, (p) -> p.flux().map(p::see));
		rows.add("Flux.mapNotNull", 3, (p) -> p.flux().mapNotNull(p::see));
		rows.add("Flux.filter", 3, (p) -> p.flux().filter(p::yes));
		rows.add("Flux.filterWhen", 6, (p) -> p.flux().filterWhen((x) -> p.later(p.yes(x))));
		rows.add("Flux.handle", 3, (p) -> p.flux().handle((x, sink) -> sink.next(p.see(x))));
		rows.add("Flux.scan", 2, (p) -> p.flux().scan((sum, x) -> p.see(sum + x)));
		rows.add("Flux.index", 3, (p) -> p.flux().index((index, x) -> p.see(index)));
		rows.add("Flux.distinct", 3, (p) -> p.flux().distinct(p::see));
		rows.add("Flux.distinctUntilChanged", 3, (p) -> p.flux().distinctUntilChanged(p::see));
		rows.add("Flux.sort", 2, (p) -> p.flux().sort((a, b) -> p.see(b) - a));
		rows.add("Flux.materialize", 4, (p) -> p.flux().materialize().map(p::see).dematerialize());
		rows.add("Flux.dematerialize", 3, (p) -> p.flux().materialize().dematerialize().map(p::see));
		rows.add("Flux.timed", 3, (p) -> p.flux().timed().map(p::see));
		rows.add("Flux.hide", 3, (p) -> p.flux().hide().map(p::see));
		rows.add("Flux.checkpoint", 3, (p) -> p.flux().checkpoint("here").map(p::see));
	}

	private static void flattening(ReactorOperators rows) {
		rows.add("Flux.flatMap", 6, (p) -> p.flux().flatMap((x) -> p.later(p.see(x))));
		rows.add("Flux.flatMapSequential", 6, (p) -> p.flux().flatMapSequential((x) -> p.later(p.see(x))));
		rows.add("Flux.flatMapIterable", 3, (p) -> p.slow().flatMapIterable((x) -> List.of(p.see(x))));
		rows.add("Flux.concatMap", 6, (p) -> p.flux().concatMap((x) -> p.later(p.see(x))));
		rows.add("Flux.concatMapDelayError", 6, (p) -> p.flux().concatMapDelayError((x) -> p.later(p.see(x))));
		rows.add("Flux.concatMapIterable", 3, (p) -> p.slow().concatMapIterable((x) -> List.of(p.see(x))));
		rows.add("Flux.switchMap", 2, (p) -> p.flux().switchMap((x) -> p.later(p.see(x))));
		rows.add("Flux.switchOnFirst", 3, (p) -> p.flux().switchOnFirst((first, all) -> all.map(p::see)));
		rows.add("Flux.expand", 3, (p) -> p.flux().expand((x) -> (x < 4) ? p.later(x + 3) : Mono.empty()));
		rows.add("Flux.expandDeep", 3, (p) -> p.flux().expandDeep((x) -> (x < 4) ? p.later(x + 3) : Mono.empty()));
		rows.add("Flux.transform", 3, (p) -> p.flux().transform((all) -> all.map(p::see)));
		rows.add("Flux.transformDeferred", 1,
				(p) -> p.flux().transformDeferred((all) -> p.see(all)).subscribeOn(Schedulers.parallel()));
		rows.add("Flux.transformDeferredContextual", 1,
				(p) -> p.flux()
					.transformDeferredContextual((all, context) -> p.see(all))
					.subscribeOn(Schedulers.parallel()));
	}

	private static void parts(ReactorOperators rows) {
		rows.add("Flux.take", 2, (p) -> p.flux().take(2).map(p::see));
		rows.add("Flux.takeWhile", 3, (p) -> p.flux().takeWhile(p::yes));
		rows.add("Flux.takeUntil", 3, (p) -> p.flux().takeUntil(p::no));
		rows.add("Flux.takeUntilOther",
				(p) -> Flux.interval(ReactorOperators.TICK).map(p::see).takeUntilOther(p.later(1)));
		rows.add("Flux.skipWhile", 3, (p) -> p.flux().skipWhile(p::yes));
		rows.add("Flux.skipUntil", 3, (p) -> p.flux().skipUntil(p::no));
		rows.add("Flux.skipUntilOther", 1, (p) -> p.slow().skipUntilOther(p.later(1)));
		rows.add("Flux.window", 3, (p) -> p.flux().window(2).concatMap((part) -> part.map(p::see)));
		rows.add("Flux.windowUntil", 3, (p) -> p.flux().windowUntil(p::yes).concatMap((part) -> part));
		rows.add("Flux.windowTimeout", 3,
				(p) -> p.slow().windowTimeout(2, ReactorOperators.TICK).concatMap((part) -> part.map(p::see)));
		rows.add("Flux.buffer", 2, (p) -> p.flux().buffer(2).map(p::see));
		rows.add("Flux.bufferUntil", 3, (p) -> p.flux().bufferUntil(p::yes));
		rows.add("Flux.bufferTimeout", 1, (p) -> p.slow().bufferTimeout(2, ReactorOperators.TICK).map(p::see));
		rows.add("Flux.bufferWhen", 1, (p) -> Flux.<Integer>never().bufferWhen(p.flux(), p::later).take(1).map(p::see));
		rows.add("Flux.groupBy", 6, (p) -> p.flux().groupBy((x) -> p.see(x) % 2).flatMap((group) -> group.map(p::see)));
		rows.add("Flux.next", 1, (p) -> p.flux().next().map(p::see));
		rows.add("Flux.elementAt", 1, (p) -> p.flux().elementAt(1).map(p::see));
	}

	private static void aggregates(ReactorOperators rows) {
		rows.add("Flux.reduce", 2, (p) -> p.flux().reduce((sum, x) -> p.see(sum + x)));
		rows.add("Flux.collect", 3, (p) -> p.flux().collect(StringBuilder::new, (all, x) -> all.append(p.see(x))));
		rows.add("Flux.collectList", 1, (p) -> p.flux().collectList().map(p::see));
		rows.add("Flux.collectMap", 3, (p) -> p.flux().collectMap((x) -> p.see(x)));
		rows.add("Flux.all", 3, (p) -> p.flux().all(p::yes));
		rows.add("Flux.any", 3, (p) -> p.flux().any(p::no));
		rows.add("Flux.count", 1, (p) -> p.flux().count().map(p::see));
	}

	private static void sideEffects(ReactorOperators rows) {
		rows.add("Flux.doFirst", (p) -> p.flux().doFirst(p::look).subscribeOn(Schedulers.parallel()));
		rows.add("Flux.doOnSubscribe", (p) -> p.flux().doOnSubscribe(p::see).subscribeOn(Schedulers.parallel()));
		rows.add("Flux.doOnRequest", (p) -> p.flux().doOnRequest(p::see).publishOn(Schedulers.single(), 1));
		rows.add("Flux.doOnNext", 3, (p) -> p.flux().doOnNext(p::see));
		rows.add("Flux.doOnEach", 4, (p) -> p.flux().doOnEach(p::see));
		rows.add("Flux.doOnComplete", (p) -> p.flux().doOnComplete(p::look));
		rows.add("Flux.doOnError", (p) -> p.broken().doOnError(p::see).onErrorComplete());
		rows.add("Flux.doOnTerminate", (p) -> p.flux().doOnTerminate(p::look));
		rows.add("Flux.doAfterTerminate", (p) -> p.flux().doAfterTerminate(p::look));
		rows.add("Flux.doFinally", (p) -> p.flux().doFinally(p::see));
		rows.add("Flux.doOnCancel", (p) -> p.slow().doOnCancel(p::look).take(1));
		rows.add("Flux.doOnDiscard", 2, (p) -> p.flux().filter((x) -> x == 1).doOnDiscard(Integer.class, p::see));
		rows.add("Flux.cancelOn",
				(p) -> p.slow().doOnCancel(p::look).cancelOn(Schedulers.single()).take(1).concatWith(p.slow()));
	}

	private static void failures(ReactorOperators rows) {
		rows.add("Flux.onErrorResume", 2, (p) -> p.broken().onErrorResume((ex) -> p.later(p.see(1))));
		rows.add("Flux.onErrorMap", (p) -> p.broken().onErrorMap(p::see).onErrorComplete());
		rows.add("Flux.onErrorReturn", (p) -> p.broken().onErrorReturn(p::yes, 1));
		rows.add("Flux.onErrorComplete", (p) -> p.broken().onErrorComplete(p::yes));
		rows.add("Flux.onErrorContinue", 6, (p) -> p.flux().map(p::fail).onErrorContinue((ex, x) -> p.look()));
		rows.add("Flux.timeout with fallback", 1,
				(p) -> Flux.never().timeout(ReactorOperators.TICK, Flux.defer(() -> p.later(1))));
		rows.add("Flux.timeout by publisher", 3, (p) -> p.slow().timeout(Mono.never(), (x) -> p.see(Mono.never())));
	}

	private static void again(ReactorOperators rows) {
		rows.add("Flux.retry", 3, (p) -> p.flux().map(p::fail).retry(2).onErrorComplete());
		rows.add("Flux.retry with predicate", 6, (p) -> {
			AtomicInteger attempts = new AtomicInteger();
			return p.flux()
				.map(p::fail)
				.retryWhen(Retry.max(3).filter((ex) -> p.yes(ex) && attempts.incrementAndGet() < 3))
				.onErrorComplete();
		});
		rows.add("Flux.retryWhen with backoff", 6,
				(p) -> p.flux()
					.map(p::fail)
					.retryWhen(Retry.backoff(2, ReactorOperators.TICK).doBeforeRetry(p::see).doAfterRetry(p::see))
					.onErrorComplete());
		rows.add("Flux.retryWhen by publisher", 6,
				(p) -> p.flux()
					.map(p::fail)
					.retryWhen(Retry.from((signals) -> signals.take(3).concatMap((signal) -> p.later(1)))));
		rows.add("Flux.repeat", 9, (p) -> p.flux().map(p::see).repeat(2));
		rows.add("Flux.repeat with predicate", 7, (p) -> {
			AtomicInteger times = new AtomicInteger();
			return p.flux().map(p::see).repeat(() -> p.yes("") && times.incrementAndGet() < 2);
		});
		rows.add("Flux.repeatWhen", 8,
				(p) -> p.flux().map(p::see).repeatWhen((ends) -> ends.take(2).concatMap(p::later)));
	}

	private static void time(ReactorOperators rows) {
		rows.add("Flux.delayElements", 3, (p) -> Flux.range(1, 3).delayElements(ReactorOperators.TICK).map(p::see));
		rows.add("Flux.delaySequence", 3, (p) -> Flux.range(1, 3).delaySequence(ReactorOperators.TICK).map(p::see));
		rows.add("Flux.delaySubscription", 3, (p) -> p.flux().delaySubscription(ReactorOperators.TICK).map(p::see));
		rows.add("Flux.delayUntil", 6, (p) -> p.flux().delayUntil((x) -> p.later(p.see(x))));
		rows.add("Flux.sample", 1, (p) -> p.slow().sample(ReactorOperators.TICK).map(p::see));
		rows.add("Flux.sampleFirst", 1, (p) -> p.slow().sampleFirst((x) -> p.later(p.see(x))).map(p::see));
		rows.add("Flux.sampleTimeout", 1, (p) -> p.slow().sampleTimeout((x) -> p.later(p.see(x))).map(p::see));
		rows.add("Flux.interval", 3, (p) -> Flux.interval(ReactorOperators.TICK).take(3).map(p::see));
		rows.add("Flux.timeout", 3, (p) -> p.flux().timeout(Duration.ofSeconds(9)).map(p::see));
	}

	private static void threads(ReactorOperators rows) {
		rows.add("Flux.publishOn", 3, (p) -> Flux.range(1, 3).publishOn(Schedulers.single()).map(p::see));
		rows.add("Flux.publishOn twice", 6,
				(p) -> p.flux().map(p::see).publishOn(Schedulers.boundedElastic()).map(p::see));
		rows.add("Flux.subscribeOn", 3, (p) -> Flux.range(1, 3).map(p::see).subscribeOn(Schedulers.boundedElastic()));
		rows.add("Flux.parallel", 3, (p) -> p.flux().parallel(2).runOn(Schedulers.parallel()).map(p::see).sequential());
		rows.add("ParallelFlux.flatMap", 6,
				(p) -> p.flux().parallel().runOn(Schedulers.parallel()).flatMap((x) -> p.later(p.see(x))).sequential());
		rows.add("ParallelFlux.reduce", 2,
				(p) -> p.flux().parallel(2).runOn(Schedulers.parallel()).reduce((a, b) -> p.see(a + b)).map(p::see));
	}

	private static void backpressure(ReactorOperators rows) {
		rows.add("Flux.limitRate", 3, (p) -> p.slow().limitRate(1).map(p::see));
		rows.add("Flux.onBackpressureBuffer", 3, (p) -> p.flux().onBackpressureBuffer().map(p::see));
		rows.add("Flux.onBackpressureBuffer with callback", 1,
				(p) -> Flux.interval(ReactorOperators.TICK)
					.take(9)
					.onBackpressureBuffer(1, p::see, BufferOverflowStrategy.DROP_OLDEST)
					.concatMap((x) -> Mono.delay(Duration.ofMillis(20)), 1));
		rows.add("Flux.onBackpressureDrop", 1,
				(p) -> Flux.interval(ReactorOperators.TICK)
					.onBackpressureDrop(p::see)
					.concatMap((x) -> Mono.delay(Duration.ofMillis(20)), 1)
					.take(2));
		rows.add("Flux.onBackpressureLatest", 1, (p) -> p.flux().onBackpressureLatest().map(p::see));
	}

	private static void sources(ReactorOperators rows) {
		rows.add("Flux.defer", 1, (p) -> Flux.defer(() -> p.see(p.flux())).subscribeOn(Schedulers.parallel()));
		rows.add("Flux.generate", 3,
				(p) -> Flux.<Integer>generate((sink) -> sink.next(p.see(1)))
					.subscribeOn(Schedulers.parallel())
					.take(3));
		rows.add("Flux.create", 2,
				(p) -> Flux.<Integer>create((sink) -> sink.next(p.see(1)).complete())
					.subscribeOn(Schedulers.parallel())
					.map(p::see));
		rows.add("Flux.create on a foreign thread", 3, (p) -> Flux.from(p.foreign(FluxOperators::three)).map(p::see));
		rows.add("Flux.push on a foreign thread", 1, (p) -> Flux.<Integer>push((sink) -> p.onThread(() -> {
			sink.next(1);
			sink.complete();
		})).map(p::see));
		rows.add("Flux.fromStream", 3,
				(p) -> Flux.fromStream(() -> Stream.of(1, 2, 3).map(p::see)).subscribeOn(Schedulers.parallel()));
		rows.add("Flux.using", 3,
				(p) -> Flux.using(() -> p.see(1), (x) -> p.see(p.flux()), p::see).subscribeOn(Schedulers.parallel()));
		rows.add("Flux.usingWhen", 4, FluxOperators::usingWhen);
	}

	private static Flux<Integer> usingWhen(Probe p) {
		return Flux.usingWhen(p.later(1), (x) -> p.see(p.flux()).map(p::see), p::later);
	}

	private static void three(Consumer<Integer> sink) {
		Stream.of(1, 2, 3).forEach(sink);
	}

}
