package dev.holdfast.request;

import java.time.Duration;
import java.util.Arrays;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

/**
 * A WebFlux application with all that belongs to requests, and automatic context
 * propagation.
 */
final class RequestApplication implements AutoCloseable {

	private static final Duration BOUND = Duration.ofSeconds(20);

	private final boolean propagation = Hooks.isAutomaticContextPropagationEnabled();

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private RequestApplication(boolean automatic, Class<?>... configurations) {
		if (automatic) {
			Hooks.enableAutomaticContextPropagation();
		}
		else {
			Hooks.disableAutomaticContextPropagation();
		}
		this.context.register(Requests.class);
		Arrays.stream(configurations).forEach(this.context::register);
	}

	static RequestApplication start(Class<?>... configurations) {
		return new RequestApplication(true, configurations).refresh();
	}

	static RequestApplication startWithoutPropagation(Class<?>... configurations) {
		return new RequestApplication(false, configurations).refresh();
	}

	static RequestApplication startWithParent(ApplicationContext parent, Class<?>... configurations) {
		RequestApplication application = new RequestApplication(true, configurations);
		application.context.setParent(parent);
		return application.refresh();
	}

	private RequestApplication refresh() {
		try {
			this.context.refresh();
			return this;
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	AnnotationConfigApplicationContext context() {
		return this.context;
	}

	WebTestClient client() {
		return WebTestClient.bindToApplicationContext(this.context).configureClient().responseTimeout(BOUND).build();
	}

	String get(String path) {
		return client().get()
			.uri(path)
			.exchange()
			.expectStatus()
			.is2xxSuccessful()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
	}

	@Override
	public void close() {
		this.context.close();
		if (this.propagation) {
			Hooks.enableAutomaticContextPropagation();
		}
		else {
			Hooks.disableAutomaticContextPropagation();
		}
	}

	@EnableWebFlux
	@Configuration(proxyBeanMethods = false)
	static class Requests {

		@Bean
		static RequestBeanRegistrar requestBeanRegistrar() {
			return new RequestBeanRegistrar();
		}

		@Bean
		RequestScopes requestScopes() {
			return new RequestScopes(new RequestSettings(BOUND), getClass().getClassLoader());
		}

		@Bean
		RequestStateFactory requestStateFactory(RequestScopes scopes) {
			return scopes.states();
		}

		@Bean
		RequestInfo requestInfo(RequestScopes scopes) {
			return scopes.info();
		}

		@Bean
		Mono<WebSession> requestSession(RequestScopes scopes) {
			return scopes.session();
		}

		@Bean
		HttpHandlerDecoratorFactory requestScopeDecorator(RequestScopes scopes) {
			return scopes::decorate;
		}

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		WebFilter requestExchangeFilter(RequestScopes scopes) {
			return scopes::filter;
		}

		@Bean
		@Order(Ordered.LOWEST_PRECEDENCE)
		WebFilter requestExchangeChangeFilter(RequestScopes scopes) {
			return scopes::filter;
		}

	}

}
