package dev.holdfast.state.migration;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class CaffeineAdapterTests {

	@Test
	void settingsOfAPlainCacheAreKept() {
		Cache<String, Integer> cache = Caffeine.newBuilder()
			.maximumSize(10)
			.expireAfterWrite(Duration.ofMinutes(3))
			.recordStats()
			.build();
		cache.put("a", 1);
		Cache<String, Integer> migrated = RoundTrip.of(cache);
		assertThat(migrated).isNotSameAs(cache).hasSameClassAs(cache);
		assertThat(migrated.asMap()).containsOnly(Map.entry("a", 1));
		Policy<String, Integer> policy = migrated.policy();
		assertThat(policy.eviction().orElseThrow().getMaximum()).isEqualTo(10);
		assertThat(policy.expireAfterWrite().orElseThrow().getExpiresAfter()).isEqualTo(Duration.ofMinutes(3));
		assertThat(policy.isRecordingStats()).isTrue();
	}

	@Test
	void weakKeysAreKept() {
		Object key = new Object();
		Cache<Object, Object> cache = Caffeine.newBuilder().weakKeys().softValues().build();
		cache.put(key, "a");
		Cache<Object, Object> migrated = RoundTrip.of(cache);
		migrated.put(new String("b"), "b");
		assertThat(migrated.getIfPresent(key)).isEqualTo("a");
		assertThat(migrated.getIfPresent(new String("b"))).isNull();
	}

	@Test
	void asynchronousCacheKeepsWhatIsComputed() {
		AsyncCache<String, Integer> cache = Caffeine.newBuilder().maximumSize(10).buildAsync();
		cache.put("a", CompletableFuture.completedFuture(1));
		cache.put("b", new CompletableFuture<>());
		AsyncCache<String, Integer> migrated = RoundTrip.of(cache);
		assertThat(migrated).hasSameClassAs(cache);
		assertThat(migrated.synchronous().asMap()).containsOnly(Map.entry("a", 1));
	}

	static Stream<Caffeine<Object, Object>> settings() {
		return Stream.of(Caffeine.newBuilder(), Caffeine.newBuilder().recordStats(), Caffeine.newBuilder().weakValues(),
				Caffeine.newBuilder().maximumSize(0), Caffeine.newBuilder().expireAfterAccess(Duration.ofNanos(1)),
				Caffeine.newBuilder()
					.maximumSize(Long.MAX_VALUE / 4)
					.weakKeys()
					.softValues()
					.expireAfterAccess(Duration.ofDays(100_000))
					.expireAfterWrite(Duration.ofMillis(5_000_001)));
	}

	@ParameterizedTest
	@MethodSource("settings")
	void allSettingsAreKept(Caffeine<Object, Object> settings) {
		Cache<Object, Object> cache = settings.build();
		assertThat(RoundTrip.adapter(cache.getClass()).contents(RoundTrip.of(cache)).traits())
			.isEqualTo(RoundTrip.adapter(cache.getClass()).contents(cache).traits())
			.doesNotHaveAnyElementsOfTypes(byte[].class);
	}

	@Test
	void freshCacheIsEmptiedAndFilled() {
		LoadingCache<String, Integer> cache = Caffeine.newBuilder().build(String::length);
		cache.put("a", 7);
		LoadingCache<String, Integer> fresh = Caffeine.newBuilder().build((key) -> -1);
		fresh.put("initial", 1);
		assertThat(RoundTrip.of(cache, fresh)).isSameAs(fresh);
		assertThat(fresh.asMap()).containsOnly(Map.entry("a", 7));
		assertThat(fresh.get("b")).isEqualTo(-1);
	}

	@Test
	void listenerOfTheOldCacheIsNotCalled() {
		AtomicInteger removals = new AtomicInteger();
		Cache<String, Integer> cache = Caffeine.newBuilder()
			.executor(Runnable::run)
			.removalListener((key, value, cause) -> removals.incrementAndGet())
			.build();
		cache.put("a", 1);
		Cache<String, Integer> fresh = Caffeine.newBuilder().build();
		assertThat(RoundTrip.of(cache, fresh).asMap()).containsOnly(Map.entry("a", 1));
		assertThat(cache.asMap()).containsOnly(Map.entry("a", 1));
		assertThat(removals).hasValue(0);
	}

	static Stream<Cache<String, Integer>> cachesWithCode() {
		return Stream.of(Caffeine.newBuilder().build(String::length),
				Caffeine.newBuilder().removalListener((key, value, cause) -> {
				}).build(), Caffeine.newBuilder().maximumSize(1).evictionListener((key, value, cause) -> {
				}).build(), Caffeine.newBuilder().maximumWeight(9).weigher((key, value) -> 1).build(),
				Caffeine.newBuilder().expireAfter(Expiry.creating((key, value) -> Duration.ofMinutes(1))).build(),
				Caffeine.newBuilder().ticker(() -> 0).expireAfterAccess(Duration.ofMinutes(1)).build());
	}

	@ParameterizedTest
	@MethodSource("cachesWithCode")
	void cacheWithCodeOfTheApplicationIsMadeByTheApplicationAlone(Cache<String, Integer> cache) {
		assertThatIllegalStateException().isThrownBy(() -> RoundTrip.of(cache))
			.withMessageContaining("make it in the initializer of the state or of the field that holds it");
		assertThat(RoundTrip.adapter(cache.getClass()).contents(cache).traits()).singleElement()
			.isInstanceOf(String.class);
	}

	@Test
	void freshObjectOfAnotherKindIsNotUsed() {
		Object cache = Caffeine.newBuilder().build();
		assertThat(RoundTrip.of(cache, List.of())).hasSameClassAs(cache);
	}

	@Test
	void viewOfAnAsynchronousCacheIsNotSupported() {
		assertThat(RoundTrip.isSupported(Caffeine.newBuilder().buildAsync().synchronous())).isFalse();
	}

}
