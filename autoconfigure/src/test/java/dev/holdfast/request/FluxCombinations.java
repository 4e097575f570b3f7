package dev.holdfast.request;

import java.util.List;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import dev.holdfast.request.ReactorOperators.Probe;

/**
 * Operators on several of them, and on hot ones of one request.
 */
final class FluxCombinations {

	private FluxCombinations() {
	}

	static void addTo(ReactorOperators rows) {
		combined(rows);
		inSequence(rows);
		hot(rows);
		sinks(rows);
	}

	private static void combined(ReactorOperators rows) {
		rows.add("Flux.zip", 3, (p) -> Flux.zip(p.flux(), p.slow(), (a, b) -> p.see(a + b)));
		rows.add("Flux.zipWith", 3, (p) -> p.flux().zipWith(p.slow(), (a, b) -> p.see(a + b)));
		rows.add("Flux.zipWithIterable", 3, (p) -> p.flux().zipWithIterable(List.of(1, 2, 3), (a, b) -> p.see(a)));
		rows.add("Flux.merge", 6, (p) -> Flux.merge(p.flux(), p.slow()).map(p::see));
		rows.add("Flux.mergeWith", 6, (p) -> p.flux().mergeWith(p.slow()).map(p::see));
		rows.add("Flux.mergeSequential", 6, (p) -> Flux.mergeSequential(p.flux(), p.slow()).map(p::see));
		rows.add("Flux.mergeComparing", 6,
				(p) -> Flux.mergeComparing((a, b) -> p.see(a) - b, p.flux(), p.slow()).map(p::see));
		rows.add("Flux.combineLatest", 3, (p) -> Flux.combineLatest(p.flux(), p.slow(), (a, b) -> p.see(a + b)));
		rows.add("Flux.withLatestFrom", 1,
				(p) -> p.slow().withLatestFrom(Flux.just(1).concatWith(Flux.never()), (a, b) -> p.see(a + b)));
		rows.add("Flux.join", 3, (p) -> p.flux().join(p.slow(), p::never, p::never, (a, b) -> p.see(a + b)));
		rows.add("Flux.groupJoin", 3,
				(p) -> p.flux().groupJoin(p.slow(), p::never, p::never, (a, b) -> p.see(b)).flatMap((b) -> b));
		rows.add("Flux.firstWithSignal", 1, (p) -> Flux.firstWithSignal(Flux.never(), p.slow()).map(p::see));
		rows.add("Flux.firstWithValue", 1, (p) -> Flux.firstWithValue(Flux.empty(), p.slow()).map(p::see));
	}

	private static void inSequence(ReactorOperators rows) {
		rows.add("Flux.concat", 6, (p) -> Flux.concat(p.flux(), p.slow()).map(p::see));
		rows.add("Flux.concatWith", 2, (p) -> p.flux().concatWith(Flux.defer(() -> p.later(p.see(4)))));
		rows.add("Flux.startWith", 4, (p) -> p.flux().startWith(p.later(0)).map(p::see));
		rows.add("Flux.switchIfEmpty", 2,
				(p) -> p.flux().filter((x) -> false).switchIfEmpty(Flux.defer(() -> p.later(p.see(1)))));
		rows.add("Flux.defaultIfEmpty", 1, (p) -> p.flux().filter((x) -> false).defaultIfEmpty(1).map(p::see));
		rows.add("Flux.then", 2, (p) -> p.flux().then(Mono.defer(() -> p.later(p.see(1)))));
		rows.add("Flux.thenMany", 2, (p) -> p.flux().thenMany(Flux.defer(() -> p.later(p.see(1)))));
		rows.add("Flux.switchOnNext", 3, (p) -> Flux.switchOnNext(Mono.just(p.slow())).map(p::see));
	}

	private static void hot(ReactorOperators rows) {
		rows.add("Flux.cache", 6, (p) -> {
			Flux<Integer> cached = p.flux().map(p::see).cache();
			return cached.thenMany(cached).map(p::see);
		});
		rows.add("Flux.share", 4, (p) -> {
			Flux<Integer> shared = p.slow().map(p::see).share();
			return Flux.merge(shared, shared).map(p::see);
		});
		rows.add("Flux.publish with refCount", 9, (p) -> {
			Flux<Integer> shared = p.slow().map(p::see).publish().refCount(2);
			return Flux.merge(shared, shared).map(p::see);
		});
		rows.add("Flux.publish with autoConnect", 3, (p) -> p.slow().publish().autoConnect().map(p::see));
		rows.add("Flux.replay with autoConnect", 3, (p) -> p.slow().replay(1).autoConnect().map(p::see));
		rows.add("Flux.publish with function", 6, (p) -> p.flux().publish((all) -> Flux.merge(all, all).map(p::see)));
	}

	private static void sinks(ReactorOperators rows) {
		rows.add("Sinks.unicast", 3, (p) -> emitted(p, Sinks.many().unicast().onBackpressureBuffer()));
		rows.add("Sinks.multicast", 3, (p) -> emitted(p, Sinks.many().multicast().onBackpressureBuffer()));
		rows.add("Sinks.multicast, direct", 3, (p) -> emitted(p, Sinks.many().multicast().directBestEffort()));
		rows.add("Sinks.replay", 3, (p) -> emitted(p, Sinks.many().replay().all()));
		rows.add("Sinks.one", 1, (p) -> {
			Sinks.One<Integer> sink = Sinks.one();
			return sink.asMono().map(p::see).doOnSubscribe((s) -> p.onThread(() -> sink.tryEmitValue(1)));
		});
		rows.add("Sinks.empty", 1, (p) -> {
			Sinks.Empty<Integer> sink = Sinks.empty();
			return sink.asMono().doOnTerminate(p::look).doOnSubscribe((s) -> p.onThread(sink::tryEmitEmpty));
		});
	}

	private static Flux<Integer> emitted(Probe p, Sinks.Many<Integer> sink) {
		return sink.asFlux().map(p::see).mergeWith(Mono.<Integer>fromRunnable(() -> p.onThread(() -> {
			sink.tryEmitNext(1);
			sink.tryEmitNext(2);
			sink.tryEmitNext(3);
			sink.tryEmitComplete();
		})).subscribeOn(Schedulers.parallel()));
	}

}
