package dev.holdfast.request;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TestRequests}.
 */
class TestRequestsTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final boolean before = Hooks.isAutomaticContextPropagationEnabled();

	private final List<String> closed = new CopyOnWriteArrayList<>();

	private final TestRequests requests = TestRequests.create();

	private final RequestState<Client> state = this.requests.states()
		.define(RequestStateDefinition.of(Client.class)
			.createdFrom((exchange) -> client(exchange.getRequest().getURI().getPath())));

	@AfterEach
	void restoreHooks() {
		automatic(this.before);
	}

	@Test
	void runsInARequest() {
		this.requests.run(() -> {
			this.state.set(client("a"));
			assertThat(this.state.proxy().name()).isEqualTo("a");
		});
		assertThat(this.state.find()).isEmpty();
	}

	@Test
	void closesBeforeItReturns() {
		assertThat(this.requests.call(() -> {
			this.state.set(client("a"));
			this.state.set(client("b"));
			return this.state.proxy().name();
		})).isEqualTo("b");
		assertThat(this.closed).containsExactly("b", "a");
	}

	@Test
	void waitsForClosingsThatTakeTime() {
		RequestState<Object> slow = slow();
		this.requests.run(() -> slow.set("value"));
		assertThat(this.closed).containsExactly("slow");
	}

	@Test
	void closesWhenTheTaskFails() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.requests.run(() -> {
			this.state.set(client("a"));
			throw new IOException("broken");
		})).withMessage("broken");
		assertThat(this.closed).containsExactly("a");
		assertThat(this.state.find()).isEmpty();
	}

	@Test
	void survivesClosingsThatFail() {
		RequestState<Object> broken = this.requests.states()
			.define(RequestStateDefinition.of("broken", Object.class).withoutProxy().closedBy((value) -> {
				throw new IllegalStateException("cannot be closed");
			}));
		this.requests.run(() -> {
			this.state.set(client("a"));
			broken.set("value");
		});
		assertThat(this.closed).containsExactly("a");
	}

	@Test
	void keepsTheInterruptOfAThreadThatCannotWait() {
		try {
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> this.requests.run(() -> {
				slow().set("value");
				Thread.currentThread().interrupt();
			})).withMessageContaining("Interrupted while the values of request test-1 were being closed");
		}
		finally {
			assertThat(Thread.interrupted()).isTrue();
		}
		Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(this.closed).containsExactly("slow"));
	}

	@Test
	void givesEachRunARequestOfItsOwn() {
		this.requests.run(() -> {
			this.state.set(client("outer"));
			this.requests.run(() -> {
				this.state.set(client("inner"));
				assertThat(this.state.get().name()).isEqualTo("inner");
			});
			assertThat(this.state.get().name()).isEqualTo("outer");
		});
		assertThat(this.closed).containsExactly("inner", "outer");
	}

	@Test
	void hasAnExchange() {
		this.requests.run(() -> assertThat(this.state.proxy().name()).isEqualTo("/"));
	}

	@Test
	void takesTheExchangeItIsGiven() {
		ServerWebExchange exchange = MockServerWebExchange
			.from(MockServerHttpRequest.method(HttpMethod.POST, "/orders"));
		this.requests.with(exchange).run(() -> assertThat(this.state.proxy().name()).isEqualTo("/orders"));
		this.requests.run(() -> assertThat(this.state.proxy().name()).isEqualTo("/"));
	}

	@Test
	void usesTheStatesOfAnApplication() {
		RequestScopes scopes = new RequestScopes(new RequestSettings(LIMIT), null);
		StaticListableBeanFactory application = new StaticListableBeanFactory();
		application.addBean("requestScopes", scopes);
		RequestState<Runnable> defined = scopes.states().define(Runnable.class);
		TestRequests ofApplication = TestRequests.of(application);
		assertThat(ofApplication.states()).isSameAs(scopes.states());
		Runnable value = () -> {
		};
		assertThat(ofApplication.<Runnable, RuntimeException>call(() -> {
			defined.set(value);
			return defined.get();
		})).isSameAs(value);
	}

	@Test
	void refusesApplicationsWithoutRequestState() {
		assertThatExceptionOfType(NoSuchBeanDefinitionException.class)
			.isThrownBy(() -> TestRequests.of(new StaticListableBeanFactory()))
			.withMessageContaining("RequestScopes");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void subscribesToAMonoInARequest(boolean automatic) {
		automatic(automatic);
		Mono<String> mono = this.state.setMono(client("a"))
			.then(Mono.delay(Duration.ofMillis(1)))
			.then(this.state.mono())
			.map(Client::name)
			.doOnSuccess((name) -> this.closed.add("done"));
		verify(this.requests.mono(() -> mono), "a");
		assertThat(this.closed).containsExactly("done", "a");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void subscribesToAFluxInARequest(boolean automatic) {
		automatic(automatic);
		Flux<String> flux = this.state.setMono(client("a"))
			.thenMany(Flux.range(1, 2))
			.publishOn(Schedulers.parallel())
			.concatMap((number) -> this.state.mono().map((client) -> client.name() + number));
		StepVerifier.create(this.requests.flux(() -> flux)).expectNext("a1", "a2").expectComplete().verify(LIMIT);
		assertThat(this.closed).containsExactly("a");
	}

	@Test
	void proxiesSeeTheRequestOfAMonoWithAutomaticPropagation() {
		automatic(true);
		verify(this.requests
			.mono(() -> Mono.fromCallable(() -> this.state.proxy().name()).subscribeOn(Schedulers.parallel())), "/");
		automatic(false);
		StepVerifier
			.create(this.requests
				.mono(() -> Mono.fromCallable(() -> this.state.proxy().name()).subscribeOn(Schedulers.parallel())))
			.expectError(NoCurrentRequestException.class)
			.verify(LIMIT);
	}

	@Test
	void callsMethodsInTheRequest() {
		automatic(true);
		verify(this.requests.mono(() -> Mono.just(this.state.proxy().name())), "/");
		StepVerifier.create(this.requests.flux(() -> Flux.just(this.state.proxy().name())))
			.expectNext("/")
			.expectComplete()
			.verify(LIMIT);
		assertThat(this.closed).containsExactly("/", "/");
	}

	@Test
	void givesEachSubscriptionARequestOfItsOwn() {
		Mono<String> mono = this.requests.mono(() -> this.state.mono().map(Client::toString));
		StepVerifier.create(Mono.zip(mono, mono)).assertNext((both) -> {
			assertThat(both.getT1()).isNotEqualTo(both.getT2());
			assertThat(this.closed).containsExactly("/", "/");
		}).expectComplete().verify(LIMIT);
	}

	@Test
	void closesWhenAMonoFailsOrIsCancelled() {
		StepVerifier.create(this.requests.mono(() -> this.state.mono().then(Mono.error(new IOException("broken")))))
			.expectErrorMessage("broken")
			.verify(LIMIT);
		assertThat(this.closed).containsExactly("/");
		StepVerifier.create(this.requests.flux(() -> this.state.mono().thenMany(Flux.never())))
			.expectSubscription()
			.thenCancel()
			.verify(LIMIT);
		Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(this.closed).containsExactly("/", "/"));
	}

	@Test
	void leavesNothingOnOtherThreads() throws Exception {
		automatic(true);
		ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
		try {
			verify(this.requests.mono(() -> Mono.fromCallable(() -> this.state.proxy().name())
				.subscribeOn(Schedulers.fromExecutorService(thread))), "/");
			assertThat(thread.submit(() -> CurrentRequest.registered().getValue()).get(10, TimeUnit.SECONDS)).isNull();
		}
		finally {
			thread.shutdownNow();
		}
	}

	private RequestState<Object> slow() {
		return this.requests.states()
			.define(RequestStateDefinition.of("slow", Object.class)
				.withoutProxy()
				.closedReactivelyBy(
						(value) -> Mono.delay(Duration.ofMillis(200)).doOnNext((tick) -> this.closed.add("slow"))));
	}

	private static void verify(Mono<String> mono, String expected) {
		StepVerifier.create(mono).expectNext(expected).expectComplete().verify(LIMIT);
	}

	private static void automatic(boolean on) {
		if (on) {
			Hooks.enableAutomaticContextPropagation();
		}
		else {
			Hooks.disableAutomaticContextPropagation();
		}
	}

	private Client client(String name) {
		return new Client(name, this.closed);
	}

	static class Client implements AutoCloseable {

		private final String name;

		private final List<String> closed;

		Client(String name, List<String> closed) {
			this.name = name;
			this.closed = closed;
		}

		String name() {
			return this.name;
		}

		@Override
		public void close() {
			this.closed.add(this.name);
		}

	}

}
