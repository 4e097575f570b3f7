package dev.holdfast.retry;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import dev.holdfast.restart.GenerationsFixture;

/**
 * A filter of generation 1 whose time a test lets pass.
 */
final class RetryFixture {

	static final RetrySettings SETTINGS = new RetrySettings(Duration.ofMillis(200), Duration.ofSeconds(30), 3,
			new RetryBackoff(Duration.ofMillis(100), Duration.ofSeconds(1)), Duration.ZERO, Set.of(), 1000);

	final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	final GenerationsFixture generations = new GenerationsFixture(this.time);

	final RetryCounts counts = new RetryCounts();

	final List<String> held = new CopyOnWriteArrayList<>();

	final RetryAttempts attempts = new RetryAttempts(1000, Duration.ofSeconds(30),
			() -> this.time.now(TimeUnit.NANOSECONDS));

	final RetryFilter filter;

	RetryFixture() {
		this(SETTINGS);
	}

	RetryFixture(RetrySettings settings, StaleErrorClassifier... classifiers) {
		pass(Duration.ofSeconds(10));
		this.filter = new RetryFilter(this.generations.generations(), settings, List.of(classifiers), new Server(),
				this.attempts, this.counts, this.time);
	}

	static RetrySettings covering(HttpMethod... methods) {
		return new RetrySettings(SETTINGS.quietPeriod(), SETTINGS.maxWait(), SETTINGS.maxAttempts(), SETTINGS.backoff(),
				SETTINGS.spread(), Set.of(methods), SETTINGS.maxHeld());
	}

	static String bodyOf(MockServerWebExchange exchange) {
		// Has been written in memory by now
		return exchange.getResponse().getBodyAsString().toFuture().getNow("not written");
	}

	static RetrySettings spread(Duration spread) {
		return new RetrySettings(SETTINGS.quietPeriod(), SETTINGS.maxWait(), SETTINGS.maxAttempts(), SETTINGS.backoff(),
				spread, SETTINGS.methods(), SETTINGS.maxHeld());
	}

	void pass(Duration duration) {
		this.time.advanceTimeBy(duration);
	}

	void restart() {
		this.generations.restart();
		this.generations.live();
	}

	static MockServerWebExchange get(String path) {
		return exchange(MockServerHttpRequest.get(path));
	}

	static MockServerWebExchange exchange(MockServerHttpRequest.BaseBuilder<?> request) {
		return MockServerWebExchange.from(request);
	}

	/**
	 * Let the filter handle a request.
	 * @param exchange the exchange
	 * @param chain the application
	 * @return what the server sees
	 */
	Outcome handle(MockServerWebExchange exchange, WebFilterChain chain) {
		return new Outcome(this.filter.filter(exchange, chain));
	}

	Outcome fail(MockServerWebExchange exchange, Throwable error) {
		return handle(exchange, (guarded) -> Mono.error(error));
	}

	/**
	 * Notes what it is told.
	 */
	private final class Server implements RetryServer {

		@Override
		public @Nullable String targetOf(ServerHttpRequest request) {
			return null;
		}

		@Override
		public void held(ServerHttpRequest request) {
			RetryFixture.this.held.add(request.getPath().value());
		}

	}

}
