package dev.holdfast.docs;

import java.net.InetSocketAddress;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.test.web.reactive.server.WebTestClient;

import dev.holdfast.autoconfigure.RateLimitAutoConfiguration;
import dev.holdfast.autoconfigure.RestartAutoConfiguration;
import dev.holdfast.ratelimit.RateLimiters;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the code that the documentation shows of rate limiters.
 */
class RateLimitSnippetTests {

	private final ReactiveWebApplicationContextRunner contextRunner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RestartAutoConfiguration.class, RateLimitAutoConfiguration.class,
				HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class))
		.withUserConfiguration(LimitedRoutes.class)
		.withBean(LoginController.class);

	@Test
	void limitsRoutes() {
		this.contextRunner.run((context) -> {
			WebTestClient client = WebTestClient.bindToApplicationContext(context)
				.webFilter((exchange,
						chain) -> chain.filter(exchange.mutate()
							.request((request) -> request.remoteAddress(new InetSocketAddress("203.0.113.9", 4711)))
							.build()))
				.build();
			for (int i = 0; i < 5; i++) {
				client.post().uri("/login").exchange().expectStatus().isOk();
			}
			client.post().uri("/login").exchange().expectStatus().isEqualTo(429);
			client.get().uri("/report").exchange().expectStatus().isOk().expectHeader().exists("RateLimit");
			client.get().uri("/report").exchange().expectStatus().isOk();
			client.get().uri("/report").exchange().expectStatus().isEqualTo(429).expectHeader().exists("Retry-After");
			client.get().uri("/report").header("X-Api-Key", "k").exchange().expectStatus().isOk();
			client.get()
				.uri("/api/a")
				.exchange()
				.expectHeader()
				.valueEquals("RateLimit-Policy", "\"api\";q=1000;w=3600");
			assertThat(context.getBean(LimitedRoutes.class).mayCall(context.getBean(RateLimiters.class), "ada"))
				.isTrue();
		});
	}

}
