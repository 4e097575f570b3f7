package dev.holdfast.request;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

import dev.holdfast.request.ReactorOperators.Probe;

/**
 * Operators on {@link Mono}.
 */
final class MonoOperators {

	private MonoOperators() {
	}

	static void addTo(ReactorOperators rows) {
		values(rows);
		sideEffects(rows);
		failuresAndTime(rows);
		combined(rows);
		sources(rows);
	}

	private static void values(ReactorOperators rows) {
		rows.add("Mono.map", (p) -> p.mono().map(p::see));
		rows.add("Mono.mapNotNull", (p) -> p.mono().mapNotNull(p::see));
		rows.add("Mono.filter", (p) -> p.mono().filter(p::yes));
		rows.add("Mono.filterWhen", 2, (p) -> p.mono().filterWhen((x) -> p.later(p.yes(x))));
		rows.add("Mono.handle", (p) -> p.mono().handle((x, sink) -> sink.next(p.see(x))));
		rows.add("Mono.flatMap", 2, (p) -> p.mono().flatMap((x) -> p.later(p.see(x))));
		rows.add("Mono.flatMapMany", 2, (p) -> p.mono().flatMapMany((x) -> p.later(p.see(x))));
		rows.add("Mono.flatMapIterable", (p) -> p.mono().flatMapIterable((x) -> List.of(p.see(x))));
		rows.add("Mono.expand", (p) -> p.mono().expand((x) -> (x < 3) ? p.later(x + 1) : Mono.empty()));
		rows.add("Mono.materialize", (p) -> p.mono().materialize().map(p::see));
		rows.add("Mono.transformDeferred",
				(p) -> p.mono().transformDeferred(p::see).subscribeOn(Schedulers.parallel()));
		rows.add("Mono.publishOn", (p) -> Mono.just(1).publishOn(Schedulers.single()).map(p::see));
		rows.add("Mono.subscribeOn", (p) -> Mono.fromSupplier(() -> p.see(1)).subscribeOn(Schedulers.single()));
		rows.add("Mono.cache", 2, (p) -> {
			Mono<Integer> cached = p.mono().map(p::see).cache();
			return cached.then(cached).map(p::see);
		});
		rows.add("Mono.share", 2, (p) -> p.mono().map(p::see).share().map(p::see));
		rows.add("Mono.cacheInvalidateIf", 3, (p) -> {
			Mono<Integer> cached = p.mono().map(p::see).cacheInvalidateIf(p::yes);
			return cached.then(cached);
		});
	}

	private static void sideEffects(ReactorOperators rows) {
		rows.add("Mono.doFirst", (p) -> p.mono().doFirst(p::look).subscribeOn(Schedulers.parallel()));
		rows.add("Mono.doOnSubscribe", (p) -> p.mono().doOnSubscribe(p::see).subscribeOn(Schedulers.parallel()));
		rows.add("Mono.doOnNext", (p) -> p.mono().doOnNext(p::see));
		rows.add("Mono.doOnEach", (p) -> p.mono().doOnEach(p::see));
		rows.add("Mono.doOnSuccess", (p) -> p.mono().doOnSuccess(p::see));
		rows.add("Mono.doOnError", (p) -> p.broken().next().doOnError(p::see).onErrorComplete());
		rows.add("Mono.doOnTerminate", (p) -> p.mono().doOnTerminate(p::look));
		rows.add("Mono.doAfterTerminate", (p) -> p.mono().doAfterTerminate(p::look));
		rows.add("Mono.doFinally", (p) -> p.mono().doFinally(p::see));
		rows.add("Mono.doOnCancel",
				(p) -> Mono.never().doOnCancel(p::look).takeUntilOther(Mono.from(p.foreign((sink) -> sink.accept(1)))));
	}

	private static void failuresAndTime(ReactorOperators rows) {
		rows.add("Mono.onErrorResume", 2, (p) -> p.broken().next().onErrorResume((ex) -> p.later(p.see(1))));
		rows.add("Mono.onErrorMap", (p) -> p.broken().next().onErrorMap(p::see).onErrorComplete());
		rows.add("Mono.retry", 3, (p) -> p.mono().map(p::fail).retry(2).onErrorComplete());
		rows.add("Mono.retryWhen", 3,
				(p) -> p.mono().map(p::fail).retryWhen(Retry.backoff(2, ReactorOperators.TICK)).onErrorComplete());
		rows.add("Mono.repeat", 3, (p) -> p.mono().map(p::see).repeat(2));
		rows.add("Mono.repeatWhen", 4,
				(p) -> p.mono().map(p::see).repeatWhen((ends) -> ends.take(2).concatMap(p::later)));
		rows.add("Mono.repeatWhenEmpty", 2,
				(p) -> p.mono().filter(p::no).repeatWhenEmpty((ends) -> ends.take(2).concatMap(p::later)));
		rows.add("Mono.timeout with fallback",
				(p) -> Mono.never().timeout(ReactorOperators.TICK, Mono.defer(() -> p.later(1))));
		rows.add("Mono.delayElement", (p) -> Mono.just(1).delayElement(ReactorOperators.TICK).map(p::see));
		rows.add("Mono.delayUntil", 2, (p) -> p.mono().delayUntil((x) -> p.later(p.see(x))));
		rows.add("Mono.delaySubscription", (p) -> p.mono().delaySubscription(ReactorOperators.TICK).map(p::see));
	}

	private static void combined(ReactorOperators rows) {
		rows.add("Mono.zip", (p) -> Mono.zip(p.mono(), p.later(1), (a, b) -> p.see(a + b)));
		rows.add("Mono.zipWhen", 3, (p) -> p.mono().zipWhen((x) -> p.later(p.see(x)), (a, b) -> p.see(a + b)));
		rows.add("Mono.when", 2, (p) -> Mono.when(p.later(1), p.later(2)));
		rows.add("Mono.then", 2, (p) -> p.mono().then(Mono.defer(() -> p.later(p.see(1)))));
		rows.add("Mono.thenMany", 2, (p) -> p.mono().thenMany(Flux.defer(() -> p.later(p.see(1)))));
		rows.add("Mono.switchIfEmpty", 3,
				(p) -> p.mono().filter(p::no).switchIfEmpty(Mono.defer(() -> p.later(p.see(1)))));
		rows.add("Mono.or", (p) -> Mono.<Integer>never().or(p.mono()).map(p::see));
		rows.add("Mono.firstWithValue", (p) -> Mono.firstWithValue(Mono.empty(), p.mono()).map(p::see));
	}

	private static void sources(ReactorOperators rows) {
		rows.add("Mono.defer", 2, (p) -> Mono.defer(() -> p.later(p.see(1))).subscribeOn(Schedulers.parallel()));
		rows.add("Mono.deferContextual", 2,
				(p) -> Mono.deferContextual((context) -> p.later(p.see(1))).subscribeOn(Schedulers.parallel()));
		rows.add("Mono.fromCallable", (p) -> Mono.fromCallable(() -> p.see(1)).subscribeOn(Schedulers.parallel()));
		rows.add("Mono.fromRunnable", (p) -> Mono.fromRunnable(p::look).subscribeOn(Schedulers.parallel()));
		rows.add("Mono.create", 2,
				(p) -> Mono.<Integer>create((sink) -> sink.success(p.see(1)))
					.subscribeOn(Schedulers.parallel())
					.map(p::see));
		rows.add("Mono.create on a foreign thread",
				(p) -> Mono.<Integer>create((sink) -> p.onThread(() -> sink.success(1))).map(p::see));
		rows.add("Mono.fromFuture of a foreign thread", (p) -> Mono.fromFuture(() -> foreign(p)).map(p::see));
		rows.add("Mono.from a foreign publisher", (p) -> Mono.from(p.foreign((sink) -> sink.accept(1))).map(p::see));
		rows.add("Mono.delay", (p) -> Mono.delay(ReactorOperators.TICK).map(p::see));
		rows.add("Mono.using", 3,
				(p) -> Mono.using(() -> p.see(1), (x) -> p.see(p.mono()), p::see).subscribeOn(Schedulers.parallel()));
		rows.add("Mono.usingWhen", 4, (p) -> Mono.usingWhen(p.later(1), (x) -> p.see(p.mono()).map(p::see), p::later));
	}

	private static CompletableFuture<Integer> foreign(Probe p) {
		CompletableFuture<Integer> future = new CompletableFuture<>();
		p.onThread(() -> future.complete(1));
		return future;
	}

}
