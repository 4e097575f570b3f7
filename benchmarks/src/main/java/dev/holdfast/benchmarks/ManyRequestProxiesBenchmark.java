package dev.holdfast.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import dev.holdfast.benchmarks.request.Counter;
import dev.holdfast.benchmarks.request.CounterSlots;
import dev.holdfast.benchmarks.request.EightCounters;
import dev.holdfast.benchmarks.request.EightProxies;
import dev.holdfast.request.RequestOnThread;
import dev.holdfast.request.RequestScopes;
import dev.holdfast.request.RequestSettings;
import dev.holdfast.request.RequestStateDefinition;

/**
 * What a call through a proxy costs where calls go to eight types, so that none of them
 * is compiled into the caller.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ManyRequestProxiesBenchmark {

	private final CounterSlots slots = new CounterSlots();

	private final RequestScopes scopes = new RequestScopes(new RequestSettings(Duration.ofSeconds(1)), null);

	private final Counter[] direct = counters();

	private final Counter[] handWritten = EightProxies.create(this.slots);

	private final Counter[] holdfast = new Counter[8];

	private int next;

	/**
	 * Begin a request on the thread of the benchmark.
	 */
	@Setup
	public void begin() {
		List<Class<? extends Counter>> types = EightCounters.types();
		for (int i = 0; i < types.size(); i++) {
			this.holdfast[i] = proxy(types.get(i), EightCounters.constructors().get(i));
		}
		this.slots.begin(counters());
		RequestOnThread.begin(this.scopes);
	}

	private static Counter[] counters() {
		return EightCounters.constructors().stream().map(Supplier::get).toArray(Counter[]::new);
	}

	private <T extends Counter> Counter proxy(Class<T> type, Supplier<Counter> constructor) {
		return this.scopes.states()
			.define(RequestStateDefinition.of(type).createdBy(() -> type.cast(constructor.get())))
			.proxy();
	}

	/**
	 * Call the objects themselves.
	 * @return the result
	 */
	@Benchmark
	public int direct() {
		return this.direct[this.next++ & 7].inc(1);
	}

	/**
	 * Call proxies that are written by hand.
	 * @return the result
	 */
	@Benchmark
	public int handWrittenProxy() {
		return this.handWritten[this.next++ & 7].inc(1);
	}

	/**
	 * Call Holdfast's proxies.
	 * @return the result
	 */
	@Benchmark
	public int holdfastProxy() {
		return this.holdfast[this.next++ & 7].inc(1);
	}

}
