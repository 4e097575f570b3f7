package dev.holdfast.benchmarks;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

import dev.holdfast.benchmarks.request.Counter;
import dev.holdfast.request.RequestStateDefinition;
import dev.holdfast.request.RequestStateFactory;

/**
 * What a request costs with Holdfast and without, with automatic context propagation and
 * without. Each mode has JVMs of its own, since propagation is one setting for all of a
 * JVM. There is no network: the handler that the server would call is called directly.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3, jvmArgsAppend = "-Dspring.devtools.restart.enabled=false")
@Warmup(iterations = 12, time = 1)
@Measurement(iterations = 5, time = 1)
public class RequestCostBenchmark {

	@Param
	private Setting setting = Setting.OFF;

	private @Nullable ConfigurableApplicationContext application;

	private HttpHandler handler = (request, response) -> Mono.empty();

	/**
	 * Start the application.
	 */
	@Setup
	public void start() {
		this.application = new SpringApplicationBuilder(Application.class)
			.properties("server.port=0", "spring.main.banner-mode=off", "logging.level.root=warn",
					"spring.reactor.context-propagation=" + (this.setting.auto ? "auto" : "limited"),
					"spring.autoconfigure.exclude="
							+ (this.setting.holdfast ? "" : "dev.holdfast.autoconfigure.RequestStateAutoConfiguration"))
			.run();
		this.handler = this.application.getBean(HttpHandler.class);
		MockServerHttpResponse response = request();
		if (!response.isCommitted() || response.getStatusCode() != null) {
			throw new IllegalStateException("The request fails with " + this.setting);
		}
	}

	/**
	 * Stop the application.
	 */
	@TearDown
	public void stop() {
		if (this.application != null) {
			this.application.close();
		}
	}

	/**
	 * Handle a request.
	 * @return the response
	 */
	@Benchmark
	public MockServerHttpResponse request() {
		MockServerHttpResponse response = new MockServerHttpResponse();
		this.handler.handle(MockServerHttpRequest.get(this.setting.path).build(), response).subscribe();
		return response;
	}

	/**
	 * What is on.
	 */
	public enum Setting {

		/**
		 * No request state, no automatic propagation.
		 */
		OFF(false, false, "/hello"),

		/**
		 * Request state, but no automatic propagation.
		 */
		LIMITED(true, false, "/hello"),

		/**
		 * No request state, but automatic propagation.
		 */
		AUTO_ALONE(false, true, "/hello"),

		/**
		 * Request state and automatic propagation.
		 */
		AUTO(true, true, "/hello"),

		/**
		 * The same, and a value is made and used.
		 */
		AUTO_USED(true, true, "/count");

		private final boolean holdfast;

		private final boolean auto;

		private final String path;

		Setting(boolean holdfast, boolean auto, String path) {
			this.holdfast = holdfast;
			this.auto = auto;
			this.path = path;
		}

	}

	/**
	 * The application.
	 */
	@SpringBootApplication
	@RestController
	public static class Application {

		private final Counter counter;

		Application(ObjectProvider<RequestStateFactory> states) {
			RequestStateFactory factory = states.getIfAvailable();
			this.counter = (factory != null) ? proxy(factory) : new Counter();
		}

		private static Counter proxy(RequestStateFactory factory) {
			return factory.define(RequestStateDefinition.of(Counter.class).createdBy(Counter::new)).proxy();
		}

		@GetMapping("/hello")
		Mono<String> hello() {
			return Mono.just("hello");
		}

		@GetMapping("/count")
		Mono<String> count() {
			return Mono.fromCallable(() -> (this.counter.inc(1) == 1) ? "hello" : "shared");
		}

	}

}
