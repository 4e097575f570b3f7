package dev.holdfast.autoconfigure;

import java.net.InetSocketAddress;
import java.time.Duration;

import com.github.benmanes.caffeine.cache.Caffeine;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableReactiveWebApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.holdfast.ratelimit.RateLimit;
import dev.holdfast.ratelimit.RateLimitDefinitionException;
import dev.holdfast.ratelimit.RateLimitGate;
import dev.holdfast.ratelimit.RateLimitHandlerAdapter;
import dev.holdfast.ratelimit.RateLimitKeyResolver;
import dev.holdfast.ratelimit.RateLimitWebFilter;
import dev.holdfast.ratelimit.RateLimited;
import dev.holdfast.ratelimit.RateLimiters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RateLimitAutoConfigurationTests {

	private static final AutoConfigurations AUTO_CONFIGURATIONS = AutoConfigurations.of(RestartAutoConfiguration.class,
			RateLimitAutoConfiguration.class);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AUTO_CONFIGURATIONS);

	private final ReactiveWebApplicationContextRunner webRunner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AUTO_CONFIGURATIONS)
		.withConfiguration(AutoConfigurations.of(HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class))
		.withPropertyValues("holdfast.rate-limit.limits.configured.limit=3")
		.withUserConfiguration(LimitedConfiguration.class);

	@Test
	void offersLimitersWithoutTheWeb() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(RateLimiters.class).doesNotHaveBean(RateLimitKeyResolver.class);
			assertThat(context.getBean(RateLimiters.class)
				.define("some", RateLimit.fixed(1, Duration.ofSeconds(1)))
				.check("ada")
				.allowed()).isTrue();
		});
		this.contextRunner.withPropertyValues("holdfast.rate-limit.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(RateLimiters.class));
		this.contextRunner.withClassLoader(new FilteredClassLoader(Caffeine.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RateLimiters.class));
	}

	@Test
	void limitsMethodsOfControllers() {
		this.webRunner.run((context) -> {
			assertThat(context).hasSingleBean(RateLimitHandlerAdapter.class);
			WebTestClient client = client(context);
			client.get()
				.uri("/annotated")
				.exchange()
				.expectStatus()
				.isOk()
				.expectHeader()
				.valueEquals("RateLimit-Policy", "\"annotated\";q=2;w=60")
				.expectHeader()
				.valueEquals("RateLimit", "\"annotated\";r=1;t=60")
				.expectHeader()
				.doesNotExist("Retry-After");
			client.get().uri("/annotated").exchange().expectStatus().isOk();
			client.get()
				.uri("/annotated")
				.exchange()
				.expectStatus()
				.isEqualTo(429)
				.expectHeader()
				.valueMatches("RateLimit", "\"annotated\";r=0;t=(60|59)")
				.expectHeader()
				.valueMatches("Retry-After", "60|59")
				.expectBody()
				.isEmpty();
			client.get().uri("/free").exchange().expectStatus().isOk().expectHeader().doesNotExist("RateLimit");
		});
	}

	@Test
	void limitsByTheResolverOfTheAnnotation() {
		this.webRunner.run((context) -> {
			WebTestClient client = client(context);
			for (int i = 0; i < 3; i++) {
				client.get().uri("/keyed").header("X-Api-Key", "a").exchange().expectStatus().isOk();
			}
			client.get().uri("/keyed").header("X-Api-Key", "a").exchange().expectStatus().isEqualTo(429);
			client.get().uri("/keyed").header("X-Api-Key", "b").exchange().expectStatus().isOk();
		});
	}

	@Test
	void limitsPaths() {
		this.webRunner.run((context) -> {
			WebTestClient client = client(context);
			client.get().uri("/api/a").exchange().expectStatus().isNotFound();
			client.get().uri("/api/b").exchange().expectStatus().isEqualTo(429);
			client.get().uri("/free").exchange().expectStatus().isOk();
		});
	}

	@Test
	void countsByAddress() {
		this.webRunner.run((context) -> {
			client(context).get().uri("/api/a").exchange().expectStatus().isNotFound();
			client(context).get().uri("/api/a").exchange().expectStatus().isEqualTo(429);
			client(context, "203.0.113.10").get().uri("/api/a").exchange().expectStatus().isNotFound();
		});
	}

	@Test
	void letsPreflightRequestsPass() {
		this.webRunner.run((context) -> {
			for (int i = 0; i < 3; i++) {
				client(context).options()
					.uri("http://holdfast.test/api/shared")
					.header("Origin", "http://other.test")
					.header("Access-Control-Request-Method", "GET")
					.exchange()
					.expectStatus()
					.isOk()
					.expectHeader()
					.valueEquals("Access-Control-Allow-Origin", "http://other.test");
			}
			client(context).get().uri("/api/shared").exchange().expectStatus().isOk();
			client(context).options().uri("/api/shared").exchange().expectStatus().isEqualTo(429);
		});
	}

	private static WebTestClient client(AssertableReactiveWebApplicationContext context) {
		return client(context, "203.0.113.9");
	}

	private static WebTestClient client(AssertableReactiveWebApplicationContext context, String address) {
		return WebTestClient.bindToApplicationContext(context)
			.webFilter((exchange,
					chain) -> chain.filter(exchange.mutate()
						.request((request) -> request.remoteAddress(new InetSocketAddress(address, 4711)))
						.build()))
			.build();
	}

	@Test
	void namesThePropertyThatMakesNoSense() {
		assertInvalid("holdfast.rate-limit.max-identifiers=0", "holdfast.rate-limit.max-identifiers");
		assertInvalid("holdfast.rate-limit.limits.some.window=5s", "holdfast.rate-limit.limits[some]");
		assertInvalid("holdfast.rate-limit.trusted-proxies=proxy.test", "holdfast.rate-limit.trusted-proxies");
	}

	private void assertInvalid(String property, String name) {
		this.webRunner.withPropertyValues(property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo(name)));
	}

	@Test
	void explainsAMissingLimiter() {
		this.contextRunner.run((context) -> {
			RateLimitDefinitionException missing = catchThrowableOfType(RateLimitDefinitionException.class,
					() -> context.getBean(RateLimiters.class).get("none"));
			FailureAnalysis analysis = new HoldfastFailureAnalyzer().analyze(missing);
			assertThat(analysis.getDescription()).isEqualTo("There is no rate limiter 'none'.");
			assertThat(analysis.getAction()).startsWith("Set holdfast.rate-limit.limits.none.limit");
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class LimitedConfiguration {

		@Bean
		LimitedController limitedController() {
			return new LimitedController();
		}

		@Bean(defaultCandidate = false)
		RateLimitKeyResolver apiKey() {
			return RateLimitKeyResolver.header("X-Api-Key");
		}

		@Bean
		RateLimitWebFilter apiLimit(RateLimiters limiters, RateLimitKeyResolver resolver) {
			return new RateLimitWebFilter(
					new RateLimitGate(limiters.define("api", RateLimit.sliding(1, Duration.ofMinutes(1))), resolver),
					"/api/**");
		}

	}

	@RestController
	static class LimitedController {

		@GetMapping("/annotated")
		@RateLimited(value = "annotated", limit = 2)
		String annotated() {
			return "annotated";
		}

		@GetMapping("/keyed")
		@RateLimited(value = "configured", resolver = "apiKey")
		String keyed() {
			return "keyed";
		}

		@GetMapping("/api/shared")
		@CrossOrigin("http://other.test")
		String shared() {
			return "shared";
		}

		@GetMapping("/free")
		String free() {
			return "free";
		}

	}

}
