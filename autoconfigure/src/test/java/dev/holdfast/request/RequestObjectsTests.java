package dev.holdfast.request;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the objects of the current request that singletons have injected.
 */
class RequestObjectsTests {

	@Test
	void areThoseOfTheCurrentRequest() {
		try (RequestApplication application = RequestApplication.start(Objects.class)) {
			assertThat(application.get("/objects?name=Ada")).isEqualTo("Ada at /objects?name=Ada");
			assertThat(application.get("/objects?name=Grace")).isEqualTo("Grace at /objects?name=Grace");
		}
	}

	@Test
	void reachTheResponse() {
		try (RequestApplication application = RequestApplication.start(Objects.class)) {
			application.client()
				.get()
				.uri("/objects?name=Ada")
				.exchange()
				.expectStatus()
				.isEqualTo(HttpStatus.ACCEPTED)
				.expectHeader()
				.valueEquals("X-Name", "Ada");
		}
	}

	@Test
	void areThoseThatFiltersPutInTheirPlace() {
		try (RequestApplication application = RequestApplication.start(Objects.class, Filters.class)) {
			assertThat(application.get("/objects?name=Ada")).isEqualTo("Ada at /changed?name=Ada");
			assertThat(application.context().getBean(Filters.class).early).isEqualTo("/objects");
		}
	}

	@Test
	void nameThemselvesOutsideOfARequest() {
		try (RequestApplication application = RequestApplication.start(Objects.class)) {
			Service service = application.context().getBean(Service.class);
			assertThatExceptionOfType(NoCurrentRequestException.class).isThrownBy(service.request::getURI)
				.withMessageStartingWith("'ServerHttpRequest' was used on thread");
			assertThatExceptionOfType(NoCurrentRequestException.class).isThrownBy(service.response::isCommitted)
				.withMessageStartingWith("'ServerHttpResponse' was used on thread");
			assertThatExceptionOfType(NoCurrentRequestException.class).isThrownBy(service.exchange::getRequest)
				.withMessageStartingWith("'ServerWebExchange' was used on thread");
			assertThat(service.request).hasToString(service.request.toString()).isEqualTo(service.request);
		}
	}

	@Test
	void areTheSameObjectsForAll() {
		try (RequestApplication application = RequestApplication.start(Objects.class)) {
			Service service = application.context().getBean(Service.class);
			assertThat(service.provider.getObject()).isSameAs(service.exchange);
			assertThat(application.context().getBeanNamesForType(ServerWebExchange.class)).isEmpty();
		}
	}

	@Test
	void keepASessionForTheSameClient() {
		try (RequestApplication application = RequestApplication.start(Objects.class)) {
			assertKeepsSession(application.client());
		}
	}

	@Test
	void keepASessionWithoutAutomaticPropagation() {
		try (RequestApplication application = RequestApplication.startWithoutPropagation(Objects.class)) {
			assertKeepsSession(application.client());
		}
	}

	private static void assertKeepsSession(WebTestClient client) {
		String cookie = client.get()
			.uri("/visits")
			.exchange()
			.expectBody(String.class)
			.isEqualTo("1")
			.returnResult()
			.getResponseCookies()
			.getFirst("SESSION")
			.getValue();
		client.get().uri("/visits").cookie("SESSION", cookie).exchange().expectBody(String.class).isEqualTo("2");
	}

	@Test
	void failsWithoutARequestThatHasTheSession() {
		try (RequestApplication application = RequestApplication.start(Objects.class)) {
			StepVerifier.create(application.context().getBean(Service.class).visits())
				.expectErrorSatisfies((error) -> assertThat(error).isInstanceOf(NoCurrentRequestException.class)
					.hasMessageStartingWith("'WebSession' was used on thread"))
				.verify(Duration.ofSeconds(20));
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Objects {

		@Bean
		Service service(ServerWebExchange exchange, ServerHttpRequest request, ServerHttpResponse response,
				Mono<WebSession> session, ObjectProvider<ServerWebExchange> provider) {
			return new Service(exchange, request, response, session, provider);
		}

		@RestController
		static class Controller {

			private final Service service;

			Controller(Service service) {
				this.service = service;
			}

			@GetMapping({ "/objects", "/changed" })
			Mono<String> objects() {
				return Mono.fromCallable(this.service::objects).subscribeOn(Schedulers.parallel());
			}

			@GetMapping("/visits")
			Mono<String> visits() {
				return this.service.visits().subscribeOn(Schedulers.parallel());
			}

		}

	}

	static class Service {

		private final ServerWebExchange exchange;

		private final ServerHttpRequest request;

		private final ServerHttpResponse response;

		private final Mono<WebSession> session;

		private final ObjectProvider<ServerWebExchange> provider;

		Service(ServerWebExchange exchange, ServerHttpRequest request, ServerHttpResponse response,
				Mono<WebSession> session, ObjectProvider<ServerWebExchange> provider) {
			this.exchange = exchange;
			this.request = request;
			this.response = response;
			this.session = session;
			this.provider = provider;
		}

		String objects() {
			String name = this.request.getQueryParams().getFirst("name");
			this.response.setStatusCode(HttpStatus.valueOf(202));
			this.response.getHeaders().set("X-Name", name);
			return name + " at " + this.exchange.getRequest().getURI();
		}

		Mono<String> visits() {
			return this.session.map((session) -> {
				session.getAttributes().merge("visits", 1, (one, two) -> (int) one + (int) two);
				return String.valueOf(session.<Integer>getAttribute("visits"));
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Filters {

		private String early;

		@Bean
		@Order(0)
		WebFilter change(ServerHttpRequest request) {
			return (exchange, chain) -> {
				this.early = request.getPath().value();
				return chain.filter(exchange.mutate().request((builder) -> builder.path("/changed")).build());
			};
		}

	}

}
