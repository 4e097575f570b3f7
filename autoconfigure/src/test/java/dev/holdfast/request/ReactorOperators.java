package dev.holdfast.request;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Pipelines with Reactor's operators, each with a probe in the lambda of the operator.
 */
final class ReactorOperators {

	static final Duration TICK = Duration.ofMillis(1);

	private final List<Row> rows = new ArrayList<>();

	static List<Row> all() {
		ReactorOperators operators = new ReactorOperators();
		FluxOperators.addTo(operators);
		FluxCombinations.addTo(operators);
		MonoOperators.addTo(operators);
		return operators.rows;
	}

	void add(String name, Function<Probe, Publisher<?>> pipeline) {
		add(name, 1, pipeline);
	}

	void add(String name, int observations, Function<Probe, Publisher<?>> pipeline) {
		this.rows.add(new Row(name, observations, pipeline));
	}

	/**
	 * A row of the table.
	 *
	 * @param name the operators
	 * @param observations how often the probe sees the request at least
	 * @param pipeline makes the pipeline of one request
	 */
	record Row(String name, int observations, Function<Probe, Publisher<?>> pipeline) {

		@Override
		public String toString() {
			return this.name;
		}

	}

	/**
	 * What a lambda sees of its request, and where.
	 */
	static final class Probe {

		private final Supplier<String> value;

		private final Queue<String> seen = new ConcurrentLinkedQueue<>();

		private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

		private final CompletableFuture<Boolean> subscribed = new CompletableFuture<>();

		Probe(Supplier<String> value) {
			this.value = value;
		}

		List<String> seen() {
			return List.copyOf(this.seen);
		}

		Set<Thread> threads() {
			return this.threads;
		}

		<T> T see(T passed) {
			this.threads.add(Thread.currentThread());
			this.seen.add(this.value.get());
			return passed;
		}

		void look() {
			see("");
		}

		boolean yes(Object passed) {
			see(passed);
			return true;
		}

		boolean no(Object passed) {
			see(passed);
			return false;
		}

		int fail(Object passed) {
			see(passed);
			throw new IllegalStateException("broken");
		}

		Flux<Integer> flux() {
			return Flux.range(1, 3).publishOn(Schedulers.parallel());
		}

		Flux<Integer> slow() {
			return Flux.range(1, 3).delayElements(TICK);
		}

		Mono<Integer> mono() {
			return Mono.just(1).publishOn(Schedulers.parallel());
		}

		Flux<Integer> broken() {
			return Flux.<Integer>error(new IllegalStateException("broken")).publishOn(Schedulers.parallel());
		}

		<T> Mono<T> never(T passed) {
			see(passed);
			return Mono.never();
		}

		<T> Mono<T> later(T passed) {
			return Mono.just(passed).publishOn(Schedulers.boundedElastic()).doOnNext(this::see);
		}

		// On one that context propagation knows nothing of, and not before there is
		// somebody
		// to see it
		void onThread(Runnable task) {
			this.subscribed.thenRun(() -> new Thread(task).start());
		}

		void subscribed() {
			this.subscribed.complete(true);
		}

		<T> Publisher<T> foreign(Consumer<Consumer<T>> source) {
			return Flux.<T>create((sink) -> onThread(() -> {
				source.accept(sink::next);
				sink.complete();
			})).hide();
		}

	}

}
