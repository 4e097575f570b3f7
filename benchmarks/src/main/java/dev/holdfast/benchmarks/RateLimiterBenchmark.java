package dev.holdfast.benchmarks;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import dev.holdfast.ratelimit.RateLimit;
import dev.holdfast.ratelimit.RateLimitDecision;
import dev.holdfast.ratelimit.RateLimiter;
import dev.holdfast.ratelimit.RateLimiters;
import dev.holdfast.state.RestartState;

/**
 * Checks for each of many identifiers, next to a map of Bucket4j's buckets, which nothing
 * bounds. Identifiers are made for each check, as they are in a request.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RateLimiterBenchmark {

	private static final int LIMIT = 1000;

	private static final Duration WINDOW = Duration.ofMinutes(1);

	private static final int IDENTIFIERS = 1024;

	private final RateLimiters limiters = RateLimiters.create(RestartState.create(), 100_000, Map.of());

	private final RateLimiter fixed = this.limiters.define("fixed", RateLimit.fixed(LIMIT, WINDOW));

	private final RateLimiter sliding = this.limiters.define("sliding", RateLimit.sliding(LIMIT, WINDOW));

	private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

	private int next;

	private String identifier() {
		return "ip:" + (this.next++ & (IDENTIFIERS - 1));
	}

	/**
	 * A fixed window.
	 * @return the decision
	 */
	@Benchmark
	public RateLimitDecision fixed() {
		return this.fixed.check(identifier());
	}

	/**
	 * A sliding window.
	 * @return the decision
	 */
	@Benchmark
	public RateLimitDecision sliding() {
		return this.sliding.check(identifier());
	}

	/**
	 * A bucket of Bucket4j's.
	 * @return the decision
	 */
	@Benchmark
	public ConsumptionProbe bucket4j() {
		return this.buckets.computeIfAbsent(identifier(), (missing) -> bucket()).tryConsumeAndReturnRemaining(1);
	}

	private static Bucket bucket() {
		return Bucket.builder().addLimit((limit) -> limit.capacity(LIMIT).refillIntervally(LIMIT, WINDOW)).build();
	}

}
