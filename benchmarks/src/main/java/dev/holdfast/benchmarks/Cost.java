package dev.holdfast.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

import com.sun.management.ThreadMXBean;

/**
 * What the current thread used up: as readings of the counters, or between two readings.
 *
 * @param elapsed time that passed in milliseconds
 * @param cpu processor time in milliseconds, which other programs disturb less
 * @param allocated allocated memory in megabytes
 */
record Cost(double elapsed, double cpu, double allocated) {

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	static Cost now() {
		return new Cost(System.nanoTime() / 1e6, THREADS.getCurrentThreadCpuTime() / 1e6,
				THREADS.getCurrentThreadAllocatedBytes() / (double) (1 << 20));
	}

	static Cost median(List<Cost> costs) {
		return new Cost(median(costs, Cost::elapsed), median(costs, Cost::cpu), median(costs, Cost::allocated));
	}

	Cost since(Cost start) {
		return new Cost(this.elapsed - start.elapsed, this.cpu - start.cpu, this.allocated - start.allocated);
	}

	private static double median(List<Cost> costs, ToDoubleFunction<Cost> part) {
		double[] sorted = costs.stream().mapToDouble(part).sorted().toArray();
		return Arrays.stream(sorted, (sorted.length - 1) / 2, sorted.length / 2 + 1).average().orElseThrow();
	}

}
