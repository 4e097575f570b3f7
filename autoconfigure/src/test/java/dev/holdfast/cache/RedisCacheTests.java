package dev.holdfast.cache;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.cache.Cache;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import dev.holdfast.redis.RedisFixture;
import dev.holdfast.redis.RedisServer;
import dev.holdfast.redis.RedisUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(60)
class RedisCacheTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	@AutoClose
	private static final RedisServer server = RedisServer.start();

	@AutoClose
	private final RedisFixture one = new RedisFixture(server);

	@AutoClose
	private final RedisFixture other = new RedisFixture(server);

	private final RestartCache<String, Integer> cache = caches(this.one).define("stock");

	private final RestartCache<String, Integer> same = caches(this.other).define("stock");

	private final AtomicInteger loads = new AtomicInteger();

	@AfterEach
	void forget() {
		server.command("FLUSHALL");
	}

	private static RestartCaches caches(RedisFixture node) {
		return RestartCaches.shared(node.access(),
				(value) -> String.valueOf((int) value).getBytes(StandardCharsets.US_ASCII),
				(bytes) -> Integer.valueOf(new String(bytes, StandardCharsets.US_ASCII)), CacheSettings.DEFAULT,
				(name, settings) -> settings);
	}

	@Test
	void findsWhatAnyNodeHasPutIn() {
		assertThat(this.cache.get("apple")).isNull();
		this.cache.put("apple", 3);
		assertThat(this.same.get("apple")).isEqualTo(3);
		assertThat(this.same.putIfAbsent("apple", 4)).isEqualTo(3);
		assertThat(this.same.putIfAbsent("pear", 4)).isNull();
		assertThat(this.cache.get("pear", (key) -> 5)).isEqualTo(4);
		assertThat(this.cache.keys()).containsExactlyInAnyOrder("apple", "pear");
		assertThat(this.cache.size()).isEqualTo(2);
		assertThat(this.same.remove("apple")).isTrue();
		assertThat(this.cache.remove("apple")).isFalse();
		assertThat(this.cache.statistics()).isEqualTo(new CacheStatistics(1, 1, 0, 0, 0));
	}

	@Test
	void keepsCachesApartWhateverTheirNames() {
		RestartCaches caches = caches(this.one);
		List<RestartCache<Integer, Integer>> all = List.of(caches.define("a"), caches.define("a:b"),
				caches.define("a*"), caches.define("[a]"));
		all.forEach((stock) -> IntStream.range(0, 1200).forEach((key) -> stock.put(key, key)));
		Awaitility.await().atMost(LIMIT).until(() -> all.stream().allMatch((stock) -> stock.size() == 1200));
		for (RestartCache<Integer, Integer> cache : all) {
			cache.clear();
			assertThat(cache.size()).isZero();
		}
	}

	@Test
	void letsEntriesExpire() {
		RestartCache<String, Integer> cache = caches(this.one).define("short",
				CacheSettings.DEFAULT.timeToLive(Duration.ofMillis(300)));
		cache.put("apple", 3);
		cache.get("pear", (key) -> 4);
		cache.put("plum", 5, Duration.ofMinutes(1));
		cache.putIfAbsent("fig", 6);
		Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(cache.keys()).containsExactly("plum"));
		cache.clear();
	}

	@Test
	void computesOnceForManySubscribersAndThreads() throws Exception {
		Mono<Integer> value = this.cache.getMono("apple",
				(key) -> Mono.fromCallable(this.loads::incrementAndGet).delaySubscription(Duration.ofMillis(50)));
		CompletableFuture<Integer> blocking = CompletableFuture
			.supplyAsync(() -> this.cache.get("apple", (key) -> this.loads.incrementAndGet()));
		StepVerifier.create(Flux.range(0, 100).flatMap((i) -> value.subscribeOn(Schedulers.parallel()), 100).distinct())
			.expectNext(1)
			.expectComplete()
			.verify(LIMIT);
		assertThat(blocking.get(10, TimeUnit.SECONDS)).isEqualTo(1);
		assertThat(this.same.get("apple", (key) -> this.loads.incrementAndGet())).isEqualTo(1);
	}

	@Test
	void keepsNeitherFailuresNorNothing() {
		StepVerifier.create(this.cache.getMono("apple", (key) -> Mono.error(new IllegalStateException("first"))))
			.expectErrorMessage("first")
			.verify(LIMIT);
		StepVerifier.create(this.cache.getMono("apple", (key) -> Mono.empty())).expectComplete().verify(LIMIT);
		assertThatIllegalStateException().isThrownBy(() -> this.cache.get("apple", (key) -> null))
			.withMessageContaining("returned null for the key 'apple'");
		assertThat(this.cache.get("apple", (key) -> 4)).isEqualTo(4);
		assertThat(this.cache.statistics().failures()).isEqualTo(3);
		assertThatIllegalArgumentException().isThrownBy(() -> this.cache.put("apple", 1, Duration.ZERO));
	}

	@Test
	void doesNotPutInWhatWasRemovedMeanwhile() {
		Sinks.One<Integer> source = Sinks.one();
		CompletableFuture<Integer> value = this.cache.getMono("apple", (key) -> {
			this.loads.incrementAndGet();
			return source.asMono();
		}).toFuture();
		Awaitility.await().atMost(LIMIT).until(() -> this.loads.get() == 1);
		this.cache.remove("apple");
		source.tryEmitValue(5);
		assertThat(value.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(5);
		assertThat(this.cache.get("apple")).isNull();
	}

	@Test
	void keepsWhatWasPutInWhileAnotherWasComputed() {
		Sinks.One<Integer> source = Sinks.one();
		CompletableFuture<Integer> value = this.cache.getMono("apple", (key) -> {
			this.loads.incrementAndGet();
			return source.asMono();
		}).toFuture();
		Awaitility.await().atMost(LIMIT).until(() -> this.loads.get() == 1);
		assertThat(this.cache.putIfAbsent("apple", 6)).isNull();
		source.tryEmitValue(5);
		assertThat(value.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(5);
		assertThat(this.cache.get("apple")).isEqualTo(6);
	}

	@Test
	void isOneOfSpring() {
		Cache spring = new RestartCacheManager(caches(this.one)).getCache("stock");
		assertThat(spring.retrieve("apple").orTimeout(10, TimeUnit.SECONDS).join()).isNull();
		spring.put("apple", 3);
		assertThat(spring.get("apple").get()).isEqualTo(3);
		spring.put("none", null);
		assertThat(spring.get("none")).isNotNull();
		assertThat(spring.get("none").get()).isNull();
		assertThat(spring.evictIfPresent("apple")).isTrue();
		assertThat(spring.retrieve("pear", () -> CompletableFuture.completedFuture(4))
			.orTimeout(10, TimeUnit.SECONDS)
			.join()).isEqualTo(4);
		Mono<?> onEventLoop = Mono.fromRunnable(() -> {
			spring.put("fig", 1);
			spring.evict("pear");
		}).subscribeOn(Schedulers.parallel());
		StepVerifier.create(onEventLoop).expectComplete().verify(LIMIT);
		Awaitility.await()
			.atMost(LIMIT)
			.untilAsserted(() -> assertThat(this.same.keys()).containsExactlyInAnyOrder("none", "fig"));
		assertThat(spring.invalidate()).isTrue();
		assertThat(this.same.size()).isZero();
	}

	@Test
	void refusesToWaitOnAnEventLoop() {
		StepVerifier.create(Mono.fromCallable(() -> this.cache.get("apple")).subscribeOn(Schedulers.parallel()))
			.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(IllegalStateException.class)
				.hasMessageContaining("must not wait. Use getMono"))
			.verify(LIMIT);
	}

	@Test
	void computesWithoutRedisWhileItIsAway() {
		RedisServer server = RedisServer.start();
		try (server; RedisFixture node = new RedisFixture(server.port(), Duration.ofMillis(300))) {
			RestartCache<String, Integer> cache = caches(node).define("stock");
			cache.put("apple", 3);
			server.stop();
			long begin = System.nanoTime();
			for (int i = 1; i <= 50; i++) {
				assertThat(cache.get("apple", (key) -> this.loads.incrementAndGet())).isEqualTo(i);
			}
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
			assertThatExceptionOfType(RedisUnavailableException.class).isThrownBy(() -> cache.remove("apple"))
				.withMessageContaining("Redis at 127.0.0.1:" + server.port());
			server.resume();
			Awaitility.await().atMost(Duration.ofSeconds(2)).ignoreExceptions().until(() -> {
				cache.put("apple", 4);
				return true;
			});
			assertThat(cache.get("apple")).isEqualTo(4);
		}
	}

	@Test
	void computesWithoutRedisWhileItIsFull() {
		server.command("CONFIG SET maxmemory 1");
		try {
			assertThat(this.cache.get("apple", (key) -> 3)).isEqualTo(3);
			assertThatExceptionOfType(RedisUnavailableException.class).isThrownBy(() -> this.cache.put("apple", 4))
				.withMessageContaining("refuses a command: OOM");
		}
		finally {
			server.command("CONFIG SET maxmemory 0");
		}
		this.cache.put("apple", 5);
		assertThat(this.same.get("apple")).isEqualTo(5);
	}

}
