package dev.holdfast.autoconfigure;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.holdfast.ratelimit.RateLimit;
import dev.holdfast.ratelimit.RateLimitDefinitionException;
import dev.holdfast.ratelimit.RateLimited;
import dev.holdfast.ratelimit.RateLimiters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RateLimitedMethodsCheckTests {

	private final ReactiveWebApplicationContextRunner webRunner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RestartAutoConfiguration.class, RateLimitAutoConfiguration.class,
				HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class));

	@ParameterizedTest
	@ValueSource(classes = { UnknownLimiter.class, UnknownResolver.class, BadWindow.class, NegativeLimit.class,
			OtherLimit.class })
	void findsMistakesInAnnotationsAtStartup(Class<?> controller) {
		this.webRunner.withBean(controller)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOfSatisfying(RateLimitDefinitionException.class, (ex) -> {
					FailureAnalysis analysis = new HoldfastFailureAnalyzer().analyze(ex);
					assertThat(analysis).isNotNull();
					assertThat(analysis.getDescription()).startsWith("@RateLimited(\"wrong\") of method ")
						.contains(controller.getName() + "#limited()");
					assertThat(analysis.getAction()).isEqualTo(ex.getAction());
				}));
	}

	@Test
	void leavesMistakesToTheFirstRequestIfBeansAreInitializedLazily() {
		this.webRunner.withBean(UnknownLimiter.class)
			.withPropertyValues("spring.main.lazy-initialization=true")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				WebTestClient.bindToApplicationContext(context)
					.build()
					.get()
					.uri("/wrong")
					.exchange()
					.expectStatus()
					.is5xxServerError();
			});
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void explainsAMistakeAtStartup(CapturedOutput output) {
		SpringApplication application = new SpringApplication(Mistaken.class);
		application.setWebApplicationType(WebApplicationType.REACTIVE);
		assertThatExceptionOfType(RateLimitDefinitionException.class)
			.isThrownBy(() -> application.run("--server.port=0"));
		assertThat(output).contains("APPLICATION FAILED TO START", "There is no rate limiter 'wrong'.",
				"Set holdfast.rate-limit.limits.wrong.limit and .window");
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ RestartAutoConfiguration.class, RateLimitAutoConfiguration.class,
			HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class,
			NettyReactiveWebServerAutoConfiguration.class })
	@Import(UnknownLimiter.class)
	static class Mistaken {

	}

	@RestController
	static class UnknownLimiter {

		@GetMapping("/wrong")
		@RateLimited("wrong")
		String limited() {
			return "";
		}

	}

	@RestController
	static class UnknownResolver {

		@GetMapping("/wrong")
		@RateLimited(value = "wrong", limit = 1, resolver = "nobody")
		String limited() {
			return "";
		}

	}

	@RestController
	static class BadWindow {

		@GetMapping("/wrong")
		@RateLimited(value = "wrong", limit = 1, window = "soon")
		String limited() {
			return "";
		}

	}

	@RestController
	static class NegativeLimit {

		@GetMapping("/wrong")
		@RateLimited(value = "wrong", limit = -1)
		String limited() {
			return "";
		}

	}

	@RestController
	static class OtherLimit {

		OtherLimit(RateLimiters limiters) {
			limiters.define("wrong", RateLimit.fixed(7, Duration.ofMinutes(1)));
		}

		@GetMapping("/wrong")
		@RateLimited(value = "wrong", limit = 1)
		String limited() {
			return "";
		}

	}

}
