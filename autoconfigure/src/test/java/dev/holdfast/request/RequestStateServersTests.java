package dev.holdfast.request;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Request state over real connections, on each server that Spring Boot has for reactive
 * applications.
 */
class RequestStateServersTests extends ServedRequests {

	@ParameterizedTest
	@ValueSource(strings = { "/value", "/mono" })
	void handlersSeeTheClientsOfTheirRequest(String path) {
		StepVerifier.create(get(path).bodyToMono(String.class)).expectNext(used()).expectComplete().verify(LIMIT);
		awaitClosedOnce();
	}

	@Test
	void bodiesSeeTheClientsOfTheirRequestOnEveryThread() {
		StepVerifier.create(get("/flux").bodyToMono(String.class))
			.expectNext("0 " + used() + "\n1 " + used() + "\n2 " + used() + "\n")
			.expectComplete()
			.verify(LIMIT);
		awaitClosedOnce();
	}

	@Test
	void longBodiesSeeTheClientsOfTheirRequestToTheEnd() {
		StepVerifier
			.create(get("/flux?count=1000").bodyToMono(String.class).map((body) -> body.split(used(), -1).length))
			.expectNext(1001)
			.expectComplete()
			.verify(LIMIT);
		awaitClosedOnce();
	}

	@Test
	void streamsHaveOpenClientsUntilTheirEnd() {
		StepVerifier.create(get("/events").bodyToFlux(String.class).filter(used()::equals))
			.expectNextCount(20)
			.expectComplete()
			.verify(LIMIT);
		awaitClosedOnce();
	}

	@Test
	void failuresCloseClients() {
		StepVerifier.create(status("/failing"))
			.expectNext(HttpStatus.INTERNAL_SERVER_ERROR)
			.expectComplete()
			.verify(LIMIT);
		awaitClosedOnce();
	}

	@Test
	void failuresWithinBodiesCloseClients() {
		StepVerifier.create(get("/broken").bodyToFlux(String.class))
			.expectNext(used(), used(), used())
			.expectError()
			.verify(LIMIT);
		awaitClosedOnce();
	}

	@Test
	void clientsAreClosedAfterTheOtherSideHasDisconnected() {
		StepVerifier.create(get("/endless").bodyToFlux(String.class).doOnNext((event) -> assertOpen()).take(2))
			.expectNext(used(), used())
			.expectComplete()
			.verify(LIMIT);
		awaitClosedOnce();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/unused", "/nowhere" })
	void requestsWithoutUseMakeNoLazyClient(String path) {
		StepVerifier.create(status(path)).expectNextCount(1).expectComplete().verify(LIMIT);
		awaitClosedOnce(name());
		assertThat(client(ServedApplication.LAZY + name())).isNull();
	}

	@Test
	void manyRequestsKeepTheirClientsApart() {
		Flux<String> bodies = Flux.range(0, 100)
			.map((number) -> name() + number)
			.flatMap((each) -> Mono
				.zip(get("/mono", each).bodyToMono(String.class), get("/flux", each + "f").bodyToMono(String.class))
				.filter((both) -> both.getT1().equals(used(each)) && both.getT2().contains("2 " + used(each + "f")))
				.thenReturn(each), 32);
		StepVerifier.create(bodies).expectNextCount(100).expectComplete().verify(LIMIT);
	}

	private WebClient.ResponseSpec get(String path) {
		return get(path, name());
	}

	private WebClient.ResponseSpec get(String path, String name) {
		return request(path, name).retrieve();
	}

	private Mono<HttpStatusCode> status(String path) {
		return request(path, name())
			.exchangeToMono((response) -> response.releaseBody().thenReturn(response.statusCode()));
	}

	private WebClient.RequestHeadersSpec<?> request(String path, String name) {
		// A connection of the pool may be of a server that another test has stopped
		return WebClient.builder()
			.clientConnector(new ReactorClientHttpConnector(HttpClient.newConnection()))
			.baseUrl(url("http"))
			.build()
			.get()
			.uri(path)
			.header(ServedApplication.HEADER, name);
	}

}
