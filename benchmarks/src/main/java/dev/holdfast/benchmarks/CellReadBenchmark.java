package dev.holdfast.benchmarks;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import dev.holdfast.state.RestartState;
import dev.holdfast.state.StateCell;

/**
 * What it costs to read a cell, next to a volatile field.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CellReadBenchmark {

	private final StateCell<Object> cell = RestartState.create().define("object", Object.class, Object::new);

	private volatile Object field = new Object();

	/**
	 * Read the cell.
	 * @return its value
	 */
	@Benchmark
	public Object cell() {
		return this.cell.get();
	}

	/**
	 * Read the field.
	 * @return its value
	 */
	@Benchmark
	public Object volatileField() {
		return this.field;
	}

}
