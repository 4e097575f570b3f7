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
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Mono;

import dev.holdfast.retry.RetryCounts;
import dev.holdfast.retry.RetryFilter;
import dev.holdfast.retry.RetrySettings;

/**
 * What the retry filter costs on a request that succeeds, next to a filter that does
 * nothing. With {@code -prof gc} also in bytes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RetryFilterBenchmark {

	private static final byte[] BODY = new byte[16];

	private final HttpHandler plain = handler((exchange, chain) -> chain.filter(exchange));

	private final HttpHandler retried = handler(RetryFilter.of(
			new RetrySettings(Duration.ofMillis(200), Duration.ofSeconds(30), 3, Duration.ofMillis(200),
					Duration.ofSeconds(5), Duration.ofMillis(50), Set.of()),
			List.of(), RetryFilterBenchmark.class.getClassLoader(), (request) -> null, RetryCounts.get()));

	private static HttpHandler handler(WebFilter filter) {
		return WebHttpHandlerBuilder.webHandler(RetryFilterBenchmark::answer).filter(filter).build();
	}

	private static Mono<Void> answer(ServerWebExchange exchange) {
		ServerHttpResponse response = exchange.getResponse();
		DataBuffer body = response.bufferFactory().wrap(BODY);
		return response.writeWith(Mono.just(body));
	}

	/**
	 * Handle a request without the filter.
	 * @return the response
	 */
	@Benchmark
	public Object plain() {
		return exchange(this.plain);
	}

	/**
	 * Handle a request with the filter.
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

}
