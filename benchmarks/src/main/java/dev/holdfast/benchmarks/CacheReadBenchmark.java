package dev.holdfast.benchmarks;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;
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

import dev.holdfast.cache.CacheSettings;
import dev.holdfast.cache.RestartCache;
import dev.holdfast.cache.RestartCaches;
import dev.holdfast.state.RestartState;

/**
 * What it costs to find a value in a cache, next to Caffeine without anything around it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CacheReadBenchmark {

	private static final int ENTRIES = 1024;

	private static final Duration TIME_TO_LIVE = Duration.ofHours(1);

	private final Cache<Integer, Object> caffeine = Caffeine.newBuilder().maximumSize(10_000).build();

	private final Cache<Integer, Object> counting = Caffeine.newBuilder().maximumSize(10_000).recordStats().build();

	private final Cache<Integer, Object> expiring = Caffeine.newBuilder()
		.maximumSize(10_000)
		.expireAfterWrite(TIME_TO_LIVE)
		.build();

	private final RestartCaches caches = RestartCaches.surviving(RestartState.create(), CacheSettings.DEFAULT,
			(name, settings) -> settings);

	private final RestartCache<Integer, Object> surviving = this.caches.define("surviving");

	private final RestartCache<Integer, Object> silent = this.caches.define("silent",
			CacheSettings.DEFAULT.statistics(false));

	private final RestartCache<Integer, Object> expiringSurviving = this.caches.define("expiring",
			CacheSettings.DEFAULT.statistics(false).timeToLive(TIME_TO_LIVE));

	private int next;

	/**
	 * Put in what is looked for.
	 */
	@Setup
	public void fill() {
		for (int key = 0; key < ENTRIES; key++) {
			this.caffeine.put(key, key);
			this.counting.put(key, key);
			this.surviving.put(key, key);
			this.silent.put(key, key);
			this.expiring.put(key, key);
			this.expiringSurviving.put(key, key);
		}
	}

	private Integer key() {
		return this.next++ & (ENTRIES - 1);
	}

	/**
	 * Caffeine alone.
	 * @return the value
	 */
	@Benchmark
	public @Nullable Object caffeine() {
		return this.caffeine.getIfPresent(key());
	}

	/**
	 * Caffeine that counts hits.
	 * @return the value
	 */
	@Benchmark
	public @Nullable Object caffeineWithStatistics() {
		return this.counting.getIfPresent(key());
	}

	/**
	 * A cache that outlives restarts.
	 * @return the value
	 */
	@Benchmark
	public @Nullable Object cache() {
		return this.silent.get(key());
	}

	/**
	 * A cache that outlives restarts and counts hits, as is the default.
	 * @return the value
	 */
	@Benchmark
	public @Nullable Object cacheWithStatistics() {
		return this.surviving.get(key());
	}

	/**
	 * Caffeine whose entries expire.
	 * @return the value
	 */
	@Benchmark
	public @Nullable Object caffeineWithExpiry() {
		return this.expiring.getIfPresent(key());
	}

	/**
	 * A cache that outlives restarts and whose entries expire.
	 * @return the value
	 */
	@Benchmark
	public @Nullable Object cacheWithExpiry() {
		return this.expiringSurviving.get(key());
	}

}
