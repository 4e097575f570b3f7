package dev.holdfast.retry;

import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.HandlerAdapter;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class FailureRecorderTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	@ParameterizedTest
	@ValueSource(strings = { "/thrown", "/mono", "/flux", "/later", "/functional", "/unknown" })
	void notesWhatAnExceptionHandlerMakesAnAnswerOf(String path) {
		MockServerWebExchange exchange = handle(path);
		assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
		assertThat(RetryFixture.bodyOf(exchange)).isEqualTo("handled");
		Throwable failure = FailureRecorder.failureOf(exchange);
		assertThat(failure).isNotNull();
		assertThat(failure instanceof UnsupportedOperationException).isNotEqualTo(path.equals("/unknown"));
	}

	@Test
	void notesNothingIfNothingFails() {
		MockServerWebExchange exchange = handle("/fine");
		assertThat(RetryFixture.bodyOf(exchange)).isEqualTo("fine");
		assertThat(FailureRecorder.failureOf(exchange)).isNull();
	}

	@Test
	void leavesErrorsThatAreNoExceptionsAsTheyAre() {
		MockServerWebExchange exchange = fail("/assertion", AssertionError.class);
		assertThat(FailureRecorder.failureOf(exchange)).isInstanceOf(AssertionError.class);
	}

	@Test
	void unwrapsWhatReactorWraps() {
		for (String path : new String[] { "/propagated", "/functional-propagated" }) {
			MockServerWebExchange exchange = handle(path);
			assertThat(RetryFixture.bodyOf(exchange)).isEqualTo("I/O");
			assertThat(FailureRecorder.failureOf(exchange)).isInstanceOf(IOException.class);
		}
	}

	@Test
	void asksGlobalHooks() {
		Hooks.onOperatorError("test", (error, signal) -> new IOException(error));
		try {
			MockServerWebExchange exchange = handle("/functional-thrown");
			assertThat(RetryFixture.bodyOf(exchange)).isEqualTo("I/O");
			assertThat(FailureRecorder.failureOf(exchange)).isInstanceOf(IOException.class);
		}
		finally {
			Hooks.resetOnOperatorError("test");
		}
	}

	private static MockServerWebExchange fail(String path, Class<? extends Throwable> type) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Application.class)) {
			MockServerWebExchange exchange = RetryFixture.get(path);
			StepVerifier.create(new DispatcherHandler(context).handle(exchange)).expectError(type).verify(LIMIT);
			return exchange;
		}
	}

	private static MockServerWebExchange handle(String path) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Application.class)) {
			MockServerWebExchange exchange = RetryFixture.get(path);
			StepVerifier.create(new DispatcherHandler(context).handle(exchange)).expectComplete().verify(LIMIT);
			return exchange;
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebFlux
	static class Application {

		@Bean
		FailureRecorder recorder(ObjectProvider<HandlerAdapter> adapters) {
			return new FailureRecorder(() -> adapters.orderedStream().toList());
		}

		@Bean
		Routes routes() {
			return new Routes();
		}

		@Bean
		AnyErrorHandler anyErrorHandler() {
			return new AnyErrorHandler();
		}

		@Bean
		RouterFunction<ServerResponse> functional() {
			return RouterFunctions.route()
				.GET("/functional", (request) -> Mono.error(new UnsupportedOperationException("functional")))
				.GET("/functional-propagated", (request) -> Mono.just("x").flatMap((any) -> {
					throw Exceptions.propagate(new IOException("functional"));
				}))
				.GET("/functional-thrown", (request) -> Mono.just("x").flatMap((any) -> {
					throw new UnsupportedOperationException("functional");
				}))
				.build();
		}

	}

	@RestController
	static class Routes {

		@GetMapping("/fine")
		String fine() {
			return "fine";
		}

		@GetMapping("/thrown")
		String thrown() {
			throw new UnsupportedOperationException("thrown");
		}

		@GetMapping("/assertion")
		String assertion() {
			throw new AssertionError("assertion");
		}

		@GetMapping("/propagated")
		String propagated() {
			throw Exceptions.propagate(new IOException("propagated"));
		}

		@GetMapping("/mono")
		Mono<String> mono() {
			return Mono.error(new UnsupportedOperationException("mono"));
		}

		@GetMapping("/flux")
		Flux<String> flux() {
			return Flux.error(new UnsupportedOperationException("flux"));
		}

		@GetMapping("/later")
		Mono<String> later() {
			return Mono.delay(Duration.ofMillis(1)).map((tick) -> thrown());
		}

	}

	@RestControllerAdvice
	static class AnyErrorHandler {

		@ExceptionHandler(Exception.class)
		@ResponseStatus(HttpStatus.INTERNAL_SERVER_ERROR)
		String handle() {
			return "handled";
		}

		@ExceptionHandler(IOException.class)
		@ResponseStatus(HttpStatus.INTERNAL_SERVER_ERROR)
		String handleInput() {
			return "I/O";
		}

	}

}
