package dev.holdfast.autoconfigure;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import dev.holdfast.cache.CacheDefinitionException;
import dev.holdfast.cache.CacheSettings;
import dev.holdfast.cache.RestartCache;
import dev.holdfast.cache.RestartCacheManager;
import dev.holdfast.cache.RestartCaches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RestartCacheAutoConfigurationTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RestartAutoConfiguration.class, RestartCacheAutoConfiguration.class));

	private final ApplicationContextRunner cachingRunner = this.contextRunner
		.withUserConfiguration(CachingConfiguration.class)
		.withBean(Lookup.class);

	@Test
	void offersCachesWithoutRestarts() {
		this.contextRunner.run((context) -> {
			RestartCache<String, Integer> cache = context.getBean(RestartCaches.class).define("stock");
			cache.put("apple", 3);
			assertThat(cache.get("apple")).isEqualTo(3);
			assertThat(cache).hasToString("cache 'stock' with " + CacheSettings.DEFAULT);
			assertThat(context).doesNotHaveBean(CacheManager.class);
		});
	}

	@Test
	void backsOffWithoutCaffeine() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(Caffeine.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RestartCaches.class));
	}

	@Test
	void canBeSwitchedOff() {
		this.contextRunner.withPropertyValues("holdfast.cache.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(RestartCaches.class));
	}

	@Test
	void appliesTheConfiguration() {
		this.contextRunner
			.withPropertyValues("holdfast.cache.time-to-live=5m", "holdfast.cache.maximum-size=7",
					"holdfast.cache.statistics=false", "holdfast.cache.caches.stock.time-to-live=1s",
					"holdfast.cache.caches.prices.maximum-size=3")
			.run((context) -> {
				RestartCaches caches = context.getBean(RestartCaches.class);
				CacheSettings defaults = new CacheSettings(Duration.ofMinutes(5), 7, false);
				assertThat(caches.define("other")).hasToString("cache 'other' with " + defaults);
				assertThat(caches.define("stock"))
					.hasToString("cache 'stock' with " + defaults.timeToLive(Duration.ofSeconds(1)));
				assertThat(caches.define("prices", CacheSettings.DEFAULT))
					.hasToString("cache 'prices' with " + CacheSettings.DEFAULT.maximumSize(3));
			});
	}

	@Test
	void namesThePropertyThatMakesNoSense() {
		this.contextRunner.withPropertyValues("holdfast.cache.caches.stock.maximum-size=0")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo("holdfast.cache.caches.stock.maximum-size")));
		this.contextRunner.withPropertyValues("holdfast.cache.caches[api.v1].maximum-size=0")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo("holdfast.cache.caches[api.v1].maximum-size")));
		this.contextRunner.withPropertyValues("holdfast.cache.time-to-live=0s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo("holdfast.cache.time-to-live")));
	}

	@Test
	void explainsAConflict() {
		this.contextRunner.run((context) -> {
			RestartCaches caches = context.getBean(RestartCaches.class);
			caches.define("stock");
			CacheDefinitionException conflict = catchThrowableOfType(CacheDefinitionException.class,
					() -> caches.define("stock", CacheSettings.DEFAULT.maximumSize(1)));
			FailureAnalysis analysis = new HoldfastFailureAnalyzer().analyze(conflict);
			assertThat(analysis.getDescription())
				.startsWith("Cache 'stock' is defined twice: first with CacheSettings[")
				.doesNotContain("Define it once");
			assertThat(analysis.getAction()).startsWith("Define it once and inject it");
		});
	}

	@Test
	void servesCacheable() {
		this.cachingRunner.run((context) -> {
			assertThat(context).hasSingleBean(RestartCacheManager.class);
			Lookup lookup = context.getBean(Lookup.class);
			assertThat(lookup.find("apple")).isEqualTo("apple1");
			assertThat(lookup.find("apple")).isEqualTo("apple1");
			lookup.forget("apple");
			assertThat(lookup.find("apple")).isEqualTo("apple2");
			assertThat(lookup.findSynchronized("apple")).isEqualTo(lookup.findSynchronized("apple"));
			assertThat(lookup.findNothing("apple")).isNull();
			assertThat(lookup.findNothing("apple")).isNull();
			assertThat(lookup.calls()).hasValue(4);
			assertThat(context.getBean(CacheManager.class).getCacheNames()).containsExactly("nothing", "plain",
					"synchronized");
		});
	}

	@Test
	void servesReactiveCacheable() {
		this.cachingRunner.run((context) -> {
			Lookup lookup = context.getBean(Lookup.class);
			for (int i = 0; i < 3; i++) {
				StepVerifier.create(lookup.findMono("apple")).expectNext("apple1").expectComplete().verify(LIMIT);
				StepVerifier.create(lookup.findMonoSynchronized("apple"))
					.expectNext("apple2")
					.expectComplete()
					.verify(LIMIT);
				assertThat(lookup.findFuture("apple")).succeedsWithin(LIMIT).isEqualTo("apple3");
				StepVerifier.create(lookup.findEmptyMono("apple")).expectComplete().verify(LIMIT);
			}
			assertThat(lookup.calls()).hasValue(4);
		});
	}

	@Test
	void isACacheOfSpring() {
		this.cachingRunner.run((context) -> {
			Cache cache = context.getBean(CacheManager.class).getCache("plain");
			assertThat(cache.putIfAbsent("apple", null)).isNull();
			assertThat(cache.putIfAbsent("apple", 2)).isNotNull().extracting(Cache.ValueWrapper::get).isNull();
			assertThat(cache.get("apple")).isNotNull();
			assertThat(cache.retrieve("pear")).isNull();
			assertThat(cache.evictIfPresent("apple")).isTrue();
			assertThat(cache.invalidate()).isFalse();
			assertThat(cache.getNativeCache()).isInstanceOf(RestartCache.class);
		});
	}

	@Test
	void leavesCacheableToTheApplicationsManager() {
		this.cachingRunner.withBean(ConcurrentMapCacheManager.class)
			.run((context) -> assertThat(context).hasSingleBean(CacheManager.class)
				.doesNotHaveBean(RestartCacheManager.class));
		this.cachingRunner.withPropertyValues("spring.cache.type=simple")
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("No qualifying bean of type 'org.springframework.cache.CacheManager'"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching(proxyTargetClass = true)
	static class CachingConfiguration {

	}

	public static class Lookup {

		private final AtomicInteger calls = new AtomicInteger();

		public AtomicInteger calls() {
			return this.calls;
		}

		@Cacheable("plain")
		public String find(String key) {
			return key + this.calls.incrementAndGet();
		}

		@CacheEvict("plain")
		public void forget(String key) {
		}

		@Cacheable(cacheNames = "synchronized", sync = true)
		public String findSynchronized(String key) {
			return key + this.calls.incrementAndGet();
		}

		@Cacheable("nothing")
		public @Nullable String findNothing(String key) {
			this.calls.incrementAndGet();
			return null;
		}

		@Cacheable("mono")
		public Mono<String> findMono(String key) {
			return Mono.fromSupplier(() -> key + this.calls.incrementAndGet());
		}

		@Cacheable(cacheNames = "synchronizedMono", sync = true)
		public Mono<String> findMonoSynchronized(String key) {
			return Mono.fromSupplier(() -> key + this.calls.incrementAndGet());
		}

		@Cacheable("future")
		public CompletableFuture<String> findFuture(String key) {
			return CompletableFuture.completedFuture(key + this.calls.incrementAndGet());
		}

		@Cacheable("empty")
		public Mono<String> findEmptyMono(String key) {
			return Mono.defer(() -> {
				this.calls.incrementAndGet();
				return Mono.empty();
			});
		}

	}

}
