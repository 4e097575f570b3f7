package dev.holdfast.cache;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RestartCacheTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final TestTime time = new TestTime();

	private final DefaultRestartCaches caches = this.time.caches(null, CacheSettings.DEFAULT);

	private final RestartCache<String, Integer> cache = this.caches.define("stock");

	@Test
	void findsWhatWasPutIn() {
		assertThat(this.cache.get("apple")).isNull();
		this.cache.put("apple", 3);
		assertThat(this.cache.get("apple")).isEqualTo(3);
		assertThat(this.cache.putIfAbsent("apple", 4)).isEqualTo(3);
		assertThat(this.cache.putIfAbsent("pear", 4)).isNull();
		assertThat(this.cache.get("pear", (key) -> 5)).isEqualTo(4);
		assertThat(this.cache.keys()).containsExactlyInAnyOrder("apple", "pear");
	}

	@Test
	void removesEntries() {
		this.cache.put("apple", 3);
		this.cache.put("pear", 4);
		this.cache.put("plum", 5);
		assertThat(this.cache.remove("apple")).isTrue();
		assertThat(this.cache.remove("apple")).isFalse();
		assertThat(this.cache.size()).isEqualTo(2);
		this.cache.clear();
		assertThat(this.cache.size()).isZero();
		assertThat(this.cache.get("pear")).isNull();
	}

	@Test
	void letsEntriesExpireByTheTimeOfWriting() {
		RestartCache<String, Integer> cache = this.caches.define("prices",
				CacheSettings.DEFAULT.timeToLive(Duration.ofSeconds(10)));
		cache.put("apple", 3);
		cache.get("pear", (key) -> 4);
		cache.put("plum", 5, Duration.ofSeconds(3));
		cache.put("fig", 6, Duration.ofDays(200_000));
		this.time.pass(Duration.ofSeconds(5));
		assertThat(cache.keys()).containsExactlyInAnyOrder("apple", "pear", "fig");
		cache.put("apple", 7);
		this.time.pass(Duration.ofSeconds(5));
		assertThat(cache.keys()).containsExactlyInAnyOrder("apple", "fig");
		this.time.pass(Duration.ofSeconds(5));
		assertThat(cache.size()).isOne();
	}

	@Test
	void keepsToItsSize() {
		RestartCache<Integer, Integer> cache = this.caches.define("few", CacheSettings.DEFAULT.maximumSize(10));
		for (int i = 0; i < 1000; i++) {
			cache.put(i, i);
		}
		Awaitility.await().atMost(LIMIT).until(() -> cache.size() <= 10);
		Awaitility.await().atMost(LIMIT).until(() -> cache.statistics().evictions() >= 990);
	}

	@Test
	void tellsThatTheVerySameValueIsThere() {
		Integer value = 3;
		assertThat(this.cache.putIfAbsent("apple", value)).isNull();
		assertThat(this.cache.putIfAbsent("apple", value)).isSameAs(value);
	}

	@Test
	void replacesWhatHasExpired() {
		RestartCache<String, Integer> cache = this.caches.define("prices",
				CacheSettings.DEFAULT.timeToLive(Duration.ofSeconds(10)));
		cache.put("apple", 3);
		cache.put("pear", 4);
		cache.put("plum", 5);
		this.time.pass(Duration.ofSeconds(10));
		assertThat(cache.putIfAbsent("apple", 6)).isNull();
		assertThat(cache.get("pear", (key) -> 7)).isEqualTo(7);
		assertThat(cache.remove("plum")).isFalse();
		assertThat(cache.keys()).containsExactlyInAnyOrder("apple", "pear");
	}

	@Test
	void dropsExpiredEntriesThatNobodyLooksFor() {
		RestartCache<Integer, Integer> cache = this.caches.define("prices");
		for (int i = 0; i < 500; i++) {
			cache.put(i, i, Duration.ofSeconds(10));
		}
		this.time.pass(Duration.ofSeconds(10));
		assertThat(cache.statistics().evictions()).isZero();
		for (int i = 0; i < 5000; i++) {
			cache.put(1000 + i % 500, i);
		}
		Awaitility.await().atMost(LIMIT).until(() -> cache.statistics().evictions() == 500);
		assertThat(cache.size()).isEqualTo(500);
	}

	@Test
	void countsWhatHappens() {
		this.cache.get("apple");
		this.cache.get("apple", (key) -> 3);
		this.cache.get("apple");
		assertThatIllegalStateException().isThrownBy(() -> this.cache.get("pear", (key) -> {
			throw new IllegalStateException("none");
		}));
		assertThat(this.cache.statistics()).isEqualTo(new CacheStatistics(1, 3, 1, 1, 0));
		assertThat(this.cache.statistics().hitRate()).isEqualTo(0.25);
		RestartCache<String, Integer> silent = this.caches.define("silent", CacheSettings.DEFAULT.statistics(false));
		silent.get("apple");
		assertThat(silent.statistics()).isEqualTo(new CacheStatistics(0, 0, 0, 0, 0));
		assertThat(silent.statistics().hitRate()).isEqualTo(1);
	}

	@Test
	void refusesNull() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.cache.put("apple", null))
			.withMessageContaining("'apple' in cache 'stock' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> this.cache.put(null, 1)).withMessageContaining("key");
		assertThatIllegalStateException().isThrownBy(() -> this.cache.get("apple", (key) -> null))
			.withMessageContaining("The loader of cache 'stock' returned null for the key 'apple'");
	}

	@Test
	void refusesSettingsThatMakeNoSense() {
		assertThatIllegalArgumentException().isThrownBy(() -> CacheSettings.DEFAULT.maximumSize(0));
		assertThatIllegalArgumentException().isThrownBy(() -> CacheSettings.DEFAULT.timeToLive(Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> this.cache.put("apple", 1, Duration.ofSeconds(-1)))
			.withMessage("'timeToLive' must be positive [PT-1S]");
	}

	@Test
	void refusesOneNameWithTwoSettings() {
		assertThat(this.caches.<String, Integer>define("stock", CacheSettings.DEFAULT)).isSameAs(this.cache);
		assertThatExceptionOfType(CacheDefinitionException.class)
			.isThrownBy(() -> this.caches.define("stock", CacheSettings.DEFAULT.maximumSize(5)))
			.satisfies((ex) -> {
				assertThat(ex.getName()).isEqualTo("stock");
				assertThat(ex.getProblem()).startsWith("Cache 'stock' is defined twice: first with CacheSettings[")
					.contains("by @Cacheable or by define(\"stock\"); then with CacheSettings[");
				assertThat(ex.getAction()).contains("or set holdfast.cache.caches.stock, which is valid");
				assertThat(ex).hasMessage(ex.getProblem() + " " + ex.getAction());
			});
		assertThat(this.caches.names()).containsExactly("stock");
	}

	@Test
	void quotesTheNameOfACacheWhereAPropertyNeedsIt() {
		this.caches.springCache("api.v1");
		assertThatExceptionOfType(CacheDefinitionException.class)
			.isThrownBy(() -> this.caches.define("api.v1", CacheSettings.DEFAULT.maximumSize(5)))
			.withMessageContaining("holdfast.cache.caches[api.v1], which");
	}

}
