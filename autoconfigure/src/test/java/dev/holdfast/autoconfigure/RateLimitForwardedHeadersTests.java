package dev.holdfast.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.jetty.autoconfigure.reactive.JettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

import dev.holdfast.ratelimit.RateLimitKeyResolver;

/**
 * Whom requests count for behind real servers that deal with forwarded headers, too.
 */
class RateLimitForwardedHeadersTests {

	private @Nullable AnnotationConfigReactiveWebServerApplicationContext context;

	@AfterEach
	void stop() {
		if (this.context != null) {
			this.context.close();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "none", "native", "framework" })
	void believesTrustedProxiesWhateverTheStrategy(String strategy) {
		WebTestClient client = start(NettyReactiveWebServerAutoConfiguration.class, strategy, "127.0.0.0/8");
		expect(client, "6.6.6.6, 203.0.113.9", "ip:203.0.113.9");
		expect(client, "6.6.6.6, 203.0.113.77:4711", "ip:203.0.113.77");
		expect(client, "6.6.6.6, [2001:db8::1]:4711, 127.0.0.2", "net:20010db800000000");
		expect(client, "unknown", "ip:127.0.0.1");
		expect(client, null, "ip:127.0.0.1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "none", "native", "framework" })
	void believesNobodyElseWhateverTheStrategy(String strategy) {
		WebTestClient client = start(NettyReactiveWebServerAutoConfiguration.class, strategy, "10.0.0.0/8");
		expect(client, "6.6.6.6, 203.0.113.9", "ip:127.0.0.1");
		expect(client, "10.0.0.1", "ip:127.0.0.1");
	}

	@Test
	void believesNobodyWhereTheCloudPlatformChoosesTheStrategy() {
		WebTestClient client = start(NettyReactiveWebServerAutoConfiguration.class, "", "10.0.0.0/8",
				"spring.main.cloud-platform=kubernetes");
		expect(client, "6.6.6.6", "ip:127.0.0.1");
	}

	@ParameterizedTest
	@ValueSource(
			classes = { TomcatReactiveWebServerAutoConfiguration.class, JettyReactiveWebServerAutoConfiguration.class })
	void takesWhatSpringSaysOfOtherServers(Class<?> server) {
		WebTestClient client = start(server, "framework", "127.0.0.0/8");
		expect(client, "203.0.113.9", "ip:203.0.113.9");
		expect(client, "2001:db8::1", "net:20010db800000000");
		expect(client, "unknown", "host:unknown");
		expect(client, null, "ip:127.0.0.1");
	}

	@ParameterizedTest
	@ValueSource(
			classes = { TomcatReactiveWebServerAutoConfiguration.class, JettyReactiveWebServerAutoConfiguration.class })
	void believesTrustedProxiesOnOtherServersWithoutAStrategy(Class<?> server) {
		WebTestClient client = start(server, "none", "127.0.0.0/8");
		expect(client, "6.6.6.6, 203.0.113.9", "ip:203.0.113.9");
	}

	private WebTestClient start(Class<?> server, String strategy, String trustedProxies, String... properties) {
		AnnotationConfigReactiveWebServerApplicationContext started = new AnnotationConfigReactiveWebServerApplicationContext();
		this.context = started;
		TestPropertyValues
			.of("server.port=0", "server.address=127.0.0.1", "server.shutdown=immediate",
					"holdfast.rate-limit.trusted-proxies=" + trustedProxies)
			.and(strategy.isEmpty() ? new String[0] : new String[] { "server.forward-headers-strategy=" + strategy })
			.and(properties)
			.applyTo(started);
		started.register(server, HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class,
				RestartAutoConfiguration.class, RateLimitAutoConfiguration.class, Routes.class);
		started.refresh();
		return WebTestClient.bindToServer()
			.baseUrl("http://127.0.0.1:" + started.getWebServer().getPort())
			.responseTimeout(Duration.ofSeconds(20))
			.build();
	}

	private static void expect(WebTestClient client, @Nullable String forwardedFor, String identifier) {
		client.get().uri("/who").headers((headers) -> {
			if (forwardedFor != null) {
				headers.set("X-Forwarded-For", forwardedFor);
			}
		}).exchange().expectStatus().isOk().expectBody(String.class).isEqualTo(identifier);
	}

	@Configuration(proxyBeanMethods = false)
	static class Routes {

		@Bean
		RouterFunction<ServerResponse> who(RateLimitKeyResolver resolver) {
			return RouterFunctions.route()
				.GET("/who",
						(request) -> resolver.resolve(request.exchange())
							.defaultIfEmpty("-")
							.flatMap(ServerResponse.ok()::bodyValue))
				.build();
		}

	}

}
