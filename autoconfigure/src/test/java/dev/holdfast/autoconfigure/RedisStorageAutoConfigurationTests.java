package dev.holdfast.autoconfigure;

import java.time.Duration;

import io.lettuce.core.RedisClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.health.DataRedisReactiveHealthContributorAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.health.contributor.ReactiveHealthContributor;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import dev.holdfast.cache.CacheSettings;
import dev.holdfast.cache.RestartCache;
import dev.holdfast.cache.RestartCaches;
import dev.holdfast.ratelimit.RateLimit;
import dev.holdfast.ratelimit.RateLimitDecision;
import dev.holdfast.ratelimit.RateLimiter;
import dev.holdfast.ratelimit.RateLimiters;
import dev.holdfast.redis.RedisAccess;
import dev.holdfast.redis.RedisServer;
import dev.holdfast.state.RestartState;
import dev.holdfast.state.StateCell;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class RedisStorageAutoConfigurationTests {

	@AutoClose
	private static final RedisServer server = RedisServer.start();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RestartAutoConfiguration.class, RestartCacheAutoConfiguration.class,
				RateLimitAutoConfiguration.class, RedisStorageAutoConfiguration.class));

	private final ApplicationContextRunner redisRunner = this.contextRunner
		.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
		.withPropertyValues("spring.data.redis.host=127.0.0.1", "spring.application.name=test",
				"holdfast.state.trusted-packages=dev.holdfast.autoconfigure");

	private ApplicationContextRunner running() {
		return this.redisRunner.withPropertyValues("spring.data.redis.port=" + server.port());
	}

	@Test
	void keepsEverythingInRedis() {
		ApplicationContextRunner runner = running().withPropertyValues("holdfast.state.storage=redis");
		for (int run = 1; run <= 2; run++) {
			int expected = run;
			runner.run((context) -> {
				StateCell<Integer> cell = context.getBean(RestartState.class).define("count", Integer.class, () -> 0);
				assertThat(cell.update((count) -> count + 1)).isEqualTo(expected);
				assertThat(cell.toString()).endsWith("in Redis at 127.0.0.1:" + server.port());
				RestartCache<Item, Item> cache = context.getBean(RestartCaches.class).define("items");
				assertThat(cache.get(new Item("tea", 1), (key) -> new Item("value", expected)))
					.isEqualTo(new Item("value", 1));
				assertThat(cache.keys()).containsExactly(new Item("tea", 1));
				RateLimiter limiter = context.getBean(RateLimiters.class)
					.define("some", RateLimit.fixed(5, Duration.ofMinutes(1)));
				assertThat(limiter.check("ada").count()).isEqualTo(expected);
				assertThat(context.getBean(RedisAccess.class).key("a", "b")).isEqualTo("holdfast:test:a:b");
			});
		}
	}

	@Test
	void keepsEachKindWhereItIsToldTo() {
		running()
			.withPropertyValues("holdfast.state.storage=redis", "holdfast.cache.storage=heap",
					"holdfast.rate-limit.storage=heap", "holdfast.redis.key-prefix=mine:")
			.run((context) -> {
				assertThat(context.getBean(RestartCaches.class).define("items").toString()).doesNotContain("Redis");
				assertThat(context.getBean(RateLimiters.class)
					.define("other", RateLimit.fixed(5, Duration.ofMinutes(1)))
					.toString()).doesNotContain("Redis");
				assertThat(context.getBean(RedisAccess.class).key("a")).isEqualTo("mine:a");
			});
		running().withPropertyValues("holdfast.cache.storage=redis").run((context) -> {
			assertThat(context.getBean(RestartCaches.class).define("items"))
				.hasToString("cache 'items' with " + CacheSettings.DEFAULT + " in Redis at 127.0.0.1:" + server.port());
			assertThat(context.getBean(RestartState.class).define("count", Integer.class, () -> 0).toString())
				.doesNotContain("Redis");
		});
	}

	@Test
	void touchesNothingUnlessAskedTo() {
		this.redisRunner.withPropertyValues("spring.data.redis.port=1")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(RedisAccess.class)
				.hasSingleBean(RestartState.class));
	}

	@Test
	void explainsAWrongAddress() {
		this.redisRunner.withPropertyValues("holdfast.state.storage=redis", "spring.data.redis.port=1")
			.run((context) -> {
				FailureAnalysis analysis = analysis(context.getStartupFailure());
				assertThat(analysis.getDescription()).startsWith("Redis at 127.0.0.1:1 cannot be reached: ")
					.contains("Connection refused");
				assertThat(analysis.getAction()).contains("spring.data.redis.host and spring.data.redis.port");
			});
	}

	@Test
	void explainsAMissingLibrary() {
		for (String property : new String[] { "holdfast.state.storage", "holdfast.cache.storage",
				"holdfast.rate-limit.storage" }) {
			this.contextRunner.withPropertyValues(property + "=redis")
				.withClassLoader(new FilteredClassLoader(LettuceConnectionFactory.class, RedisClient.class))
				.run((context) -> {
					FailureAnalysis analysis = analysis(context.getStartupFailure());
					assertThat(analysis.getDescription()).isEqualTo(
							property + " is redis, but Spring Data Redis with Lettuce is not on the class path.");
					assertThat(analysis.getAction()).contains("spring-boot-starter-data-redis-reactive");
					assertThat(analysis.getAction()).endsWith("or set " + property + " to heap.");
				});
		}
	}

	@Test
	void explainsThatThereIsNoConnectionFactory() {
		this.contextRunner.withPropertyValues("holdfast.state.storage=redis").run((context) -> {
			FailureAnalysis analysis = analysis(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains("no single bean of type ReactiveRedisConnectionFactory");
		});
	}

	@Test
	void explainsThatTheServerLetsNobodyIn() {
		running()
			.withPropertyValues("holdfast.state.storage=redis", "spring.data.redis.username=nobody",
					"spring.data.redis.password=wrong")
			.run((context) -> {
				FailureAnalysis analysis = analysis(context.getStartupFailure());
				assertThat(analysis.getDescription()).contains(" refuses the connection: ").contains("WRONGPASS");
				assertThat(analysis.getAction()).contains("spring.data.redis.username and spring.data.redis.password");
			});
	}

	@Test
	void explainsThatTheApplicationNeedsAName() {
		running()
			.withPropertyValues("holdfast.state.storage=redis", "spring.application.name=",
					"holdfast.redis.key-prefix=")
			.run((context) -> {
				FailureAnalysis analysis = analysis(context.getStartupFailure());
				assertThat(analysis.getDescription()).contains("has no name");
				assertThat(analysis.getAction()).contains("spring.application.name, or holdfast.redis.key-prefix");
			});
	}

	@Test
	void keepsApplicationsApartWhateverTheirNames() {
		running().withPropertyValues("holdfast.state.storage=redis", "spring.application.name=a:cache")
			.run((context) -> assertThat(context.getBean(RedisAccess.class).key("b"))
				.isEqualTo("holdfast:a%3Acache:b"));
	}

	@Test
	void usesTheConnectionFactoryOfTheApplication() {
		this.contextRunner
			.withBean("own", ReactiveRedisConnectionFactory.class,
					() -> new LettuceConnectionFactory("127.0.0.1", server.port()))
			.withPropertyValues("holdfast.state.storage=redis", "holdfast.redis.key-prefix=own:")
			.run((context) -> {
				RestartState state = context.getBean(RestartState.class);
				StateCell<Integer> cell = state.define("count", Integer.class, () -> 0);
				assertThat(cell.toString()).endsWith("in Redis at 127.0.0.1:" + server.port());
				state.define("unheard", Integer.class, () -> 7);
				awaitListener();
				server.command("RENAME own:state:{unheard} own:state:{count}");
				server.command("CLIENT KILL TYPE pubsub");
				Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> cell.get() == 7);
			});
	}

	// Its first message makes all cells read, and should have done so before
	private static void awaitListener() {
		StepVerifier.create(Mono.delay(Duration.ofMillis(500)))
			.expectNextCount(1)
			.expectComplete()
			.verify(Duration.ofSeconds(10));
	}

	@Test
	void connectsAtTheStartEvenIfOtherBeansAreLazy() {
		ApplicationContextRunner lazy = running()
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withPropertyValues("holdfast.state.storage=redis");
		lazy.run((context) -> {
			assertThat(context.getBeanFactory().containsSingleton("rateLimiters")).isFalse();
			Mono<RateLimitDecision> check = Mono.defer(() -> context.getBean(RateLimiters.class)
				.define("lazy", RateLimit.fixed(5, Duration.ofMinutes(1)))
				.checkMono("ada"));
			StepVerifier.create(check.subscribeOn(Schedulers.parallel()))
				.assertNext((decision) -> assertThat(decision.count()).isEqualTo(1))
				.expectComplete()
				.verify(Duration.ofSeconds(10));
			assertThat(context.getBeanFactory().containsSingleton("restartState")).isTrue();
		});
		lazy.withPropertyValues("spring.data.redis.port=1").run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void connectsForNothingThatIsDisabled() {
		this.redisRunner.withPropertyValues("holdfast.cache.storage=redis", "holdfast.cache.enabled=false",
				"holdfast.rate-limit.storage=redis", "holdfast.rate-limit.enabled=false", "spring.data.redis.port=1")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RedisAccess.class));
	}

	@Test
	void leavesTheHealthOfRedisToSpringBoot() {
		running()
			.withConfiguration(AutoConfigurations.of(DataRedisReactiveAutoConfiguration.class,
					DataRedisReactiveHealthContributorAutoConfiguration.class))
			.withPropertyValues("holdfast.state.storage=redis")
			.run((context) -> {
				ReactiveHealthIndicator indicator = context.getBean(ReactiveHealthIndicator.class);
				StepVerifier.create(indicator.health())
					.assertNext((health) -> assertThat(health.getStatus()).isEqualTo(Status.UP))
					.expectComplete()
					.verify(Duration.ofSeconds(10));
			});
		this.contextRunner
			.withConfiguration(AutoConfigurations.of(DataRedisReactiveHealthContributorAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(ReactiveHealthContributor.class));
	}

	@Test
	void namesThePropertyThatMakesNoSense() {
		this.redisRunner.withPropertyValues("holdfast.state.storage=redis", "holdfast.redis.timeout=0s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("holdfast.redis.timeout"));
	}

	private static FailureAnalysis analysis(Throwable failure) {
		assertThat(failure).isNotNull();
		FailureAnalysis analysis = new HoldfastFailureAnalyzer().analyze(failure);
		assertThat(analysis).isNotNull();
		return analysis;
	}

	/**
	 * A key or value of the application.
	 *
	 * @param name some text
	 * @param number some number
	 */
	record Item(String name, int number) {
	}

}
