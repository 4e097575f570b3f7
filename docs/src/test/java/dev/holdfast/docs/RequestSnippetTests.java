package dev.holdfast.docs;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import dev.holdfast.autoconfigure.RequestStateAutoConfiguration;
import dev.holdfast.request.RequestState;
import dev.holdfast.request.RequestStateFactory;
import dev.holdfast.request.TestRequests;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the code that the documentation of request state shows, in an application.
 */
@SpringBootTest
@AutoConfigureWebTestClient
class RequestSnippetTests {

	@Autowired
	private WebTestClient web;

	@Autowired
	private ApplicationContext application;

	@Autowired
	private DbClients clients;

	@Autowired
	private RequestState<DbClient> dbClient;

	@Autowired
	private RequestStateFactory states;

	@Test
	void usesTheClientOfEachRequest() {
		this.clients.all().clear();
		this.web.get()
			.uri("/orders")
			.header("Tenant", "acme")
			.exchange()
			.expectBody(String.class)
			.isEqualTo("acme: select * from orders");
		assertThat(this.clients.all()).hasSize(1);
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(this.clients.all()).noneMatch(DbClient::isOpen));
	}

	@Test
	void tellsOfTheRequest() {
		this.web.get()
			.uri("/audit")
			.header("Tenant", "acme")
			.exchange()
			.expectHeader()
			.exists("Audit-Id")
			.expectBody(String.class)
			.isEqualTo("delete by GET /audit");
	}

	@Test
	void injectsObjectsOfTheRequest() {
		this.web.get()
			.uri("/details?page=2")
			.header("Tenant", "acme")
			.exchange()
			.expectBody(String.class)
			.value((text) -> assertThat(text).contains("/details?page=2 in session "));
	}

	@Test
	void destroysBeansOfTheRequest() {
		this.web.get().uri("/reserve").header("Tenant", "acme").exchange().expectStatus().isOk();
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(this.application.getBean(Warehouse.class).log()).containsExactly("took tea",
					"put back tea"));
	}

	@Test
	void runsCodeOfATestInARequestOfTheApplication() {
		TestRequests.of(this.application).run(() -> {
			this.dbClient.set(new DbClient("test"));
			StepVerifier.create(this.application.getBean(OrderService.class).orders())
				.expectNext("test: select * from orders")
				.expectComplete()
				.verify(Duration.ofSeconds(10));
		});
	}

	@Test
	void preparesClientsInWaysOfTheirOwn() {
		RequestStates examples = new RequestStates(this.clients);
		RequestState<DbClient> lazy = examples.defineReportClient(this.states);
		RequestState<RequestStates.Tenant> tenant = examples.defineTenant(this.states);
		MockServerWebExchange exchange = MockServerWebExchange
			.from(MockServerHttpRequest.get("/").header("Tenant", "lazy"));
		TestRequests requests = TestRequests.of(this.application).with(exchange);
		requests.run(() -> {
			assertThat(lazy.find()).isEmpty();
			assertThat(tenant.get().name()).isEqualTo("lazy");
			StepVerifier.create(lazy.proxy().query("select 1"))
				.expectNext("lazy: select 1")
				.expectComplete()
				.verify(Duration.ofSeconds(10));
			assertThat(lazy.find()).isPresent();
		});
		Mono<Void> filtered = examples.connectFirst(this.dbClient)
			.filter(exchange, (next) -> examples.orders(this.dbClient).then());
		StepVerifier.create(requests.mono(() -> filtered)).expectComplete().verify(Duration.ofSeconds(10));
	}

	@Test
	void takesTheRequestToAnExecutor() {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		try {
			RequestStates examples = new RequestStates(this.clients);
			Mono<String> report = examples.createReport(() -> this.dbClient.get().isOpen() ? "open" : "closed",
					executor);
			StepVerifier
				.create(TestRequests.of(this.application)
					.mono(() -> this.dbClient.setMono(new DbClient("a")).then(report)))
				.expectNext("open")
				.expectComplete()
				.verify(Duration.ofSeconds(10));
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void injectsTheProxy() {
		new ReactiveWebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(RequestStateAutoConfiguration.class))
			.withUserConfiguration(DbClientStates.class, OrderService.class)
			.run((context) -> {
				assertThat(context).hasBean("dbClientStateProxy").hasSingleBean(OrderService.class);
				RequestState<?> state = context.getBean(RequestState.class);
				assertThat(context.getBean(DbClient.class)).isSameAs(state.proxy());
			});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ DbClients.class, DbClientConfiguration.class, OrderService.class, Audit.class, RequestDetails.class,
			Reservation.class, Warehouse.class })
	static class Application {

		@Bean
		RouterFunction<ServerResponse> routes(OrderService orders, Audit audit, RequestDetails details,
				Reservation reservation) {
			return RouterFunctions.route()
				.GET("/orders", (request) -> text(orders.orders()))
				.GET("/audit", (request) -> text(Mono.fromSupplier(() -> audit.record("delete"))))
				.GET("/details", (request) -> text(details.describe()))
				.GET("/reserve", (request) -> text(Mono.fromRunnable(() -> reservation.add("tea"))))
				.build();
		}

		private static Mono<ServerResponse> text(Publisher<String> body) {
			return Flux.from(body)
				.collectList()
				.flatMap((lines) -> ServerResponse.ok()
					.contentType(MediaType.TEXT_PLAIN)
					.bodyValue(String.join("\n", lines)));
		}

	}

}
