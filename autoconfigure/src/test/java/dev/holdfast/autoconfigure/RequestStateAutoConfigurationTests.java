package dev.holdfast.autoconfigure;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.WebSocketHandlerAdapter;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import dev.holdfast.request.RequestScopes;
import dev.holdfast.request.RequestSettings;
import dev.holdfast.request.RequestState;
import dev.holdfast.request.RequestStateDefinition;
import dev.holdfast.request.RequestStateDefinitionException;
import dev.holdfast.request.RequestStateFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestStateAutoConfiguration}.
 */
class RequestStateAutoConfigurationTests {

	private final ReactiveWebApplicationContextRunner contextRunner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RequestStateAutoConfiguration.class, WebFluxAutoConfiguration.class,
				HttpHandlerAutoConfiguration.class));

	@Test
	void offersRequestStates() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(RequestStateFactory.class)
			.hasSingleBean(RequestScopes.class)
			.hasSingleBean(HttpHandlerDecoratorFactory.class));
	}

	@Test
	void offersNothingOutsideOfReactiveApplications() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(RequestStateAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(RequestStateFactory.class));
	}

	@Test
	void offersNothingWithoutContextPropagation() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.micrometer.context"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RequestStateFactory.class));
	}

	@Test
	void leavesTheApplicationsOwnBeansAlone() {
		this.contextRunner.withUserConfiguration(OwnScopes.class)
			.run((context) -> assertThat(context).hasSingleBean(RequestScopes.class).hasBean("ownScopes"));
	}

	@Test
	void setsTheTimeToClose() {
		this.contextRunner.withPropertyValues("holdfast.request.close-timeout=3s")
			.run((context) -> assertThat(context.getBean(RequestProperties.class).getCloseTimeout())
				.isEqualTo(Duration.ofSeconds(3)));
	}

	@Test
	void refusesNoTimeToClose() {
		this.contextRunner.withPropertyValues("holdfast.request.close-timeout=-3s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage(
						"Property holdfast.request.close-timeout with value 'PT-3S' is invalid: It must be longer than zero"));
	}

	@Test
	void requestsOfTheApplicationHaveValues() {
		this.contextRunner.withUserConfiguration(Greetings.class).run((context) -> {
			WebTestClient client = WebTestClient.bindToApplicationContext(context).build();
			for (String path : new String[] { "/a", "/b" }) {
				client.get().uri(path).exchange().expectBody(String.class).isEqualTo("Hello " + path);
			}
		});
	}

	@Test
	void webSocketsKeepTheirRequests() {
		this.contextRunner.withUserConfiguration(OwnWebSocketService.class).run((context) -> {
			assertThat(context.getBean(WebSocketService.class)).isInstanceOf(OwnService.class);
			assertThat(context.getBean(OwnAdapter.class)).isNotNull();
			WebSocketHandlerAdapter adapter = context.getBean("webFluxWebSocketHandlerAdapter",
					WebSocketHandlerAdapter.class);
			assertThat(adapter.getWebSocketService().getClass().getPackageName()).isEqualTo("dev.holdfast.request");
			assertThat(adapter.getOrder()).isEqualTo(3);
		});
	}

	@Test
	void comesBeforeAllThatTheApplicationOrders() {
		this.contextRunner.withBean("ownFilter", WebFilter.class, FirstFilter::new)
			.withBean("ownDecorator", HttpHandlerDecoratorFactory.class, FirstDecorator::new)
			.run((context) -> {
				assertThat(context.getBeanProvider(HttpHandlerDecoratorFactory.class).orderedStream().toList())
					.startsWith(context.getBean(RequestScopeDecorator.class));
				assertThat(context.getBeanProvider(WebFilter.class).orderedStream().toList())
					.startsWith(context.getBean(RequestExchangeFilter.class))
					.endsWith(context.getBean("requestExchangeChangeFilter", WebFilter.class));
			});
	}

	@Test
	void waitsForValuesThatAreBeingClosedAtTheEnd() {
		AtomicBoolean closed = new AtomicBoolean();
		CountDownLatch closing = new CountDownLatch(1);
		this.contextRunner.run((context) -> {
			RequestState<Greeting> state = context.getBean(RequestStateFactory.class)
				.define(RequestStateDefinition.of(Greeting.class).closedReactivelyBy((greeting) -> {
					closing.countDown();
					return Mono.delay(Duration.ofMillis(300)).doOnNext((tick) -> closed.set(true));
				}));
			HttpHandler handler = context.getBean(RequestScopes.class)
				.decorate((request, response) -> state.setMono(new Greeting("a")));
			StepVerifier.create(handler.handle(MockServerHttpRequest.get("/").build(), new MockServerHttpResponse()))
				.expectComplete()
				.verify(Duration.ofSeconds(10));
			assertThat(closing.await(10, TimeUnit.SECONDS)).isTrue();
			context.getSourceApplicationContext().close();
			assertThat(closed).isTrue();
		});
	}

	@Test
	void leavesRequestObjectsOfTheApplicationAlone() {
		ServerHttpRequest own = MockServerHttpRequest.get("/own").build();
		this.contextRunner.withBean("ownRequest", ServerHttpRequest.class, () -> own)
			.withBean(RequestUser.class)
			.run((context) -> assertThat(context.getBean(RequestUser.class).request()).isSameAs(own));
	}

	@Test
	void explainsAStateThatCannotBe() {
		this.contextRunner.withUserConfiguration(FinalState.class).run((context) -> {
			assertThat(context).getFailure().rootCause().isInstanceOf(RequestStateDefinitionException.class);
			FailureAnalysis analysis = new HoldfastFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("greeting", "java.lang.String");
			assertThat(analysis.getAction()).contains("withoutProxy()");
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnScopes {

		@Bean
		RequestScopes ownScopes() {
			return new RequestScopes(new RequestSettings(Duration.ofSeconds(1)), null);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Greetings {

		@Bean
		RequestState<Greeting> greeting(RequestStateFactory states) {
			return states.define(RequestStateDefinition.of(Greeting.class)
				.createdFrom((exchange) -> new Greeting(exchange.getRequest().getPath().value())));
		}

		@Bean
		RouterFunction<?> routes(RequestState<Greeting> greeting) {
			return RouterFunctions.route()
				.GET("/{name}",
						(request) -> greeting.mono().flatMap((value) -> ServerResponse.ok().bodyValue(value.text())))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FinalState {

		@Bean
		RequestState<String> greeting(RequestStateFactory states) {
			return states.define("greeting", String.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnWebSocketService {

		@Bean
		OwnService ownService() {
			return new OwnService();
		}

		@Bean
		OwnAdapter ownAdapter() {
			return new OwnAdapter();
		}

	}

	/**
	 * Something with a text.
	 */
	static class Greeting {

		private final String name;

		Greeting(String name) {
			this.name = name;
		}

		String text() {
			return "Hello " + this.name;
		}

	}

	/**
	 * A service of the application.
	 */
	static class OwnService implements WebSocketService {

		@Override
		public Mono<Void> handleRequest(ServerWebExchange exchange, WebSocketHandler handler) {
			return Mono.empty();
		}

	}

	/**
	 * An adapter of the application.
	 */
	static class OwnAdapter extends WebSocketHandlerAdapter {

	}

	/**
	 * A filter that wants to be the first.
	 */
	@Order(Ordered.HIGHEST_PRECEDENCE)
	static class FirstFilter implements WebFilter {

		@Override
		public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
			return chain.filter(exchange);
		}

	}

	/**
	 * A decorator that wants to be the first.
	 */
	@Order(Ordered.HIGHEST_PRECEDENCE)
	static class FirstDecorator implements HttpHandlerDecoratorFactory {

		@Override
		public HttpHandler apply(HttpHandler handler) {
			return handler;
		}

	}

	/**
	 * Uses a request.
	 */
	record RequestUser(ServerHttpRequest request) {
	}

}
