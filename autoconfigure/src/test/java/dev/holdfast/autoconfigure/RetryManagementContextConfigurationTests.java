package dev.holdfast.autoconfigure;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.HandlerAdapter;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import dev.holdfast.retry.FailureRecorder;
import dev.holdfast.test.RestarterExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(RestarterExtension.class)
class RetryManagementContextConfigurationTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final ReactiveWebApplicationContextRunner application = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AccessAutoConfiguration.class, RetryAutoConfiguration.class))
		.withBean("adapter", HandlerAdapter.class, () -> new NamedAdapter("application"));

	private final ReactiveWebApplicationContextRunner management = new ReactiveWebApplicationContextRunner()
		.withUserConfiguration(RetryManagementContextConfiguration.class, Endpoints.class);

	@Test
	void isKnownToManagementContexts() {
		assertThat(ImportCandidates.load(ManagementContextConfiguration.class, null))
			.contains(RetryManagementContextConfiguration.class.getName());
	}

	@Test
	void leavesHandlersOfTheManagementPortToTheirOwnAdapters() {
		this.application.run((parent) -> this.management.withParent(parent).run((child) -> {
			assertThat(handledBy(child)).isEqualTo("management");
			assertThat(child.getBean(FailureRecorder.class)).isNotSameAs(parent.getBean(FailureRecorder.class));
		}));
	}

	@Test
	void recordsNothingIfTheApplicationRecordsNothing() {
		this.application.withPropertyValues("holdfast.retry.enabled=false")
			.run((parent) -> this.management.withParent(parent).run((child) -> {
				assertThat(handledBy(child)).isEqualTo("management");
				assertThat(child).doesNotHaveBean(FailureRecorder.class);
			}));
	}

	private static String handledBy(ApplicationContext context) {
		MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/"));
		StepVerifier.create(new DispatcherHandler(context).handle(exchange)).expectComplete().verify(LIMIT);
		return exchange.getRequiredAttribute("adapter");
	}

	/**
	 * What Boot configures for a management port, in short.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Endpoints {

		@Bean
		HandlerMapping mapping() {
			return (exchange) -> Mono.just("endpoint");
		}

		// As Boot's, it takes the place of that of the application
		@Bean
		HandlerAdapter adapter() {
			return new NamedAdapter("management");
		}

	}

	/**
	 * Tells that it has handled a request.
	 *
	 * @param name whose adapter it is
	 */
	private record NamedAdapter(String name) implements HandlerAdapter {

		@Override
		public boolean supports(Object handler) {
			return handler instanceof String;
		}

		@Override
		public Mono<HandlerResult> handle(ServerWebExchange exchange, Object handler) {
			exchange.getAttributes().put("adapter", this.name);
			return Mono.empty();
		}

	}

}
