package dev.holdfast.server;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;

import org.junit.jupiter.api.Test;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

class ExchangeRaceTests {

	private static final int ROUNDS = 2000;

	@Test
	void hasExactlyOneAnswerWhenTheApplicationAndTheServerRace() throws Exception {
		Map<String, Integer> outcomes = race((response, body) -> {
			response.getHeaders().setContentLength(5);
			return body.flatMap((text) -> response.writeWith(Mono.just(ExchangeTests.buffer(response, text))));
		});
		assertThat(outcomes).containsOnlyKeys("200", "307");
	}

	@Test
	void hasExactlyOneAnswerWhenTheApplicationSetsHeadersMeanwhile() throws Exception {
		Map<String, Integer> outcomes = race(
				(response, body) -> body.flatMap((text) -> ExchangeTests.write(response, text)));
		assertThat(outcomes).containsOnlyKeys("200", "307");
	}

	@Test
	void hasExactlyOneAnswerWhenItsLengthIsUnknown() throws Exception {
		Map<String, Integer> outcomes = race(
				(response, body) -> response.writeWith(body.map((text) -> ExchangeTests.buffer(response, text))));
		assertThat(outcomes).containsOnlyKeys("200", "307");
	}

	@Test
	void hasNothingOfTheApplicationInTheAnswerOfTheServer() throws Exception {
		BlockingQueue<Exchange> exchanges = new LinkedBlockingQueue<>();
		Attachment attachment = ServerFixture.attachment((request, response) -> {
			response.getHeaders().add("Set-Cookie", "session=secret");
			response.getHeaders().add("Content-Encoding", "gzip");
			return Mono.never();
		});
		try (ServerFixture server = new ServerFixture((exchange) -> attachment.serve(exchange, Mono.empty())
			.doOnSubscribe((subscription) -> exchanges.add(exchange)))) {
			CompletableFuture<HttpResponse<String>> response = server.post("/");
			exchanges.poll(10, TimeUnit.SECONDS).supersede();
			assertThat(response.get(10, TimeUnit.SECONDS).headers().map()).doesNotContainKeys("Set-Cookie",
					"Content-Encoding");
		}
	}

	private Map<String, Integer> race(BiFunction<ServerHttpResponse, Mono<String>, Mono<Void>> application)
			throws Exception {
		BlockingQueue<Sinks.One<String>> bodies = new LinkedBlockingQueue<>();
		BlockingQueue<Exchange> exchanges = new LinkedBlockingQueue<>();
		Scheduler scheduler = Schedulers.newSingle("test-application", true);
		ExecutorService superseding = Executors.newSingleThreadExecutor();
		Attachment attachment = ServerFixture.attachment((request, response) -> {
			Sinks.One<String> body = Sinks.one();
			bodies.add(body);
			return application.apply(response, body.asMono().publishOn(scheduler));
		});
		Map<String, Integer> outcomes = new TreeMap<>();
		try (ServerFixture server = new ServerFixture((exchange) -> attachment.serve(exchange, Mono.empty())
			.doOnSubscribe((subscription) -> exchanges.add(exchange)))) {
			for (int i = 0; i < ROUNDS; i++) {
				CompletableFuture<HttpResponse<String>> response = server.post("/" + i);
				Exchange exchange = exchanges.poll(10, TimeUnit.SECONDS);
				Sinks.One<String> body = bodies.poll(10, TimeUnit.SECONDS);
				superseding.execute(() -> {
					spin();
					exchange.supersede();
				});
				spin();
				body.tryEmitValue("fresh");
				outcomes.merge(outcome(response, "/" + i), 1, Integer::sum);
			}
		}
		finally {
			superseding.shutdownNow();
			scheduler.dispose();
		}
		return outcomes;
	}

	private void spin() {
		int times = ThreadLocalRandom.current().nextInt(1000);
		for (int i = 0; i < times; i++) {
			Thread.onSpinWait();
		}
	}

	private String outcome(CompletableFuture<HttpResponse<String>> future, String path) throws Exception {
		try {
			HttpResponse<String> response = future.get(3, TimeUnit.SECONDS);
			boolean redirected = response.statusCode() == 307;
			assertThat(response.body()).isEqualTo(redirected ? "" : "fresh");
			assertThat(response.headers().firstValue("Location").orElse(path)).isEqualTo(path);
			return String.valueOf(response.statusCode());
		}
		catch (ExecutionException | TimeoutException ex) {
			return "none";
		}
	}

}
