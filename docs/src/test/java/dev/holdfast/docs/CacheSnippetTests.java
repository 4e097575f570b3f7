package dev.holdfast.docs;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

import dev.holdfast.autoconfigure.RestartAutoConfiguration;
import dev.holdfast.autoconfigure.RestartCacheAutoConfiguration;
import dev.holdfast.cache.RestartCache;
import dev.holdfast.cache.RestartCaches;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the code that the documentation shows of caches.
 */
class CacheSnippetTests {

	private final ReactiveWebApplicationContextRunner contextRunner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RestartAutoConfiguration.class, RestartCacheAutoConfiguration.class));

	@Test
	void fetchesAPriceOnce() {
		AtomicInteger fetches = new AtomicInteger();
		this.contextRunner
			.withBean(PriceClient.class, () -> (sku) -> Mono.fromSupplier(() -> new Price(fetches.incrementAndGet())))
			.withBean(PriceController.class)
			.run((context) -> {
				PriceController controller = context.getBean(PriceController.class);
				for (int i = 0; i < 3; i++) {
					assertThat(controller.price(new Sku("tea")).toFuture()).succeedsWithin(Duration.ofSeconds(10))
						.isEqualTo(new Price(1));
				}
			});
	}

	@Test
	void remembersATokenAsLongAsItIsValid() {
		this.contextRunner.withBean(Tokens.class).run((context) -> {
			RestartCache<String, String> tokens = context.getBean(RestartCaches.class).define("tokens");
			context.getBean(Tokens.class).remember(tokens, "ada", "secret", Duration.ofMinutes(1));
			assertThat(tokens.get("ada")).isEqualTo("secret");
		});
	}

	@Test
	void cachesGreetings() {
		this.contextRunner.withUserConfiguration(CachingConfiguration.class).withBean(Tokens.class).run((context) -> {
			Tokens tokens = context.getBean(Tokens.class);
			String greeting = tokens.greeting("Ada").toFuture().get();
			assertThat(tokens.greeting("Ada").toFuture()).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(greeting);
		});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching(proxyTargetClass = true)
	static class CachingConfiguration {

	}

}
