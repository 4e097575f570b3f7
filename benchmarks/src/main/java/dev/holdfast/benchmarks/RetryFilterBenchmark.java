package dev.holdfast.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Mono;

import dev.holdfast.retry.RetryBackoff;
import dev.holdfast.retry.RetryCounts;
import dev.holdfast.retry.RetryFilter;
import dev.holdfast.retry.RetrySettings;

/**
 * What the retry filter costs on a request that succeeds, next to a filter that does
 * nothing and to none at all. With {@code -prof gc} also in bytes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(5)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RetryFilterBenchmark {

	private static final byte[] BODY = new byte[16];

	private final HttpHandler none = builder().build();

	private final HttpHandler empty = builder().filter(new EmptyFilter()).build();

	private final HttpHandler retried = builder().filter(RetryFilter.of(
			new RetrySettings(Duration.ofMillis(200), Duration.ofSeconds(30), 3,
					new RetryBackoff(Duration.ofMillis(200), Duration.ofSeconds(5)), Duration.ofMillis(50), Set.of(), 1000),
			List.of(), RetryFilterBenchmark.class.getClassLoader(), (request) -> null, RetryCounts.get()))
		.build();

	private static WebHttpHandlerBuilder builder() {
		return WebHttpHandlerBuilder.webHandler(RetryFilterBenchmark::answer);
	}

	// As WebFlux writes what its encoders make
	private static Mono<Void> answer(ServerWebExchange exchange) {
		ServerHttpResponse response = exchange.getResponse();
		DataBuffer body = response.bufferFactory().wrap(BODY);
		return response.writeWith(Mono.just(body).doOnDiscard(DataBuffer.class, DataBufferUtils::release));
	}

	/**
	 * Handle a request without a filter.
	 * @return the response
	 */
	@Benchmark
	public Object none() {
		return exchange(this.none);
	}

	/**
	 * Handle a request with a filter that does nothing: what Spring needs for any.
	 * @return the response
	 */
	@Benchmark
	public Object empty() {
		return exchange(this.empty);
	}

	/**
	 * Handle a request with the retry filter.
	 * @return the response
	 */
	@Benchmark
	public Object retried() {
		return exchange(this.retried);
	}

	private static Object exchange(HttpHandler handler) {
		MemoryResponse response = new MemoryResponse();
		handler.handle(new MemoryRequest(), response).subscribe();
		return response;
	}

	/**
	 * Has a name, as Spring asks for it at each request.
	 */
	private static final class EmptyFilter implements WebFilter {

		@Override
		public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
			return chain.filter(exchange);
		}

		@Override
		public String toString() {
			return "EmptyFilter";
		}

	}

}
