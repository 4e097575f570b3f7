package dev.holdfast.request;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Hooks;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link DefaultRequestState} and {@link DefaultRequestStateFactory}.
 */
class DefaultRequestStateTests {

	private static final Duration BOUND = Duration.ofSeconds(10);

	private final RequestScopes scopes = new RequestScopes(new RequestSettings(BOUND), null);

	private final RequestStateFactory states = this.scopes.states();

	private final ActiveRequest request = this.scopes.begin("1");

	@AfterEach
	void leaveNothingBehind() {
		assertThat(this.scopes.current().getValue()).isNull();
	}

	@Test
	void isNamedAfterItsType() {
		RequestState<Client> state = this.states.define(Client.class);
		assertThat(state.name()).isEqualTo("client");
		assertThat(this.states.define(List.class).name()).isEqualTo("list");
		assertThat(state.type()).isEqualTo(Client.class);
		assertThat(state).hasToString("RequestState 'client' of " + Client.class.getName());
	}

	@Test
	void hasOneProxy() {
		RequestState<Client> state = this.states.define("client", Client.class);
		assertThat(state.proxy()).isNotNull().isSameAs(state.proxy());
	}

	@Test
	void proxyCallsTheValueOfTheRequest() throws Exception {
		RequestState<Client> state = this.states.define("client", Client.class);
		ActiveRequest other = this.scopes.begin("2");
		in(this.request, () -> set(state, new Client("a")));
		in(other, () -> set(state, new Client("b")));
		assertThat(in(this.request, state.proxy()::name)).isEqualTo("a");
		assertThat(in(other, state.proxy()::name)).isEqualTo("b");
	}

	@Test
	void definitionsOfOneNameAreRefused() {
		this.states.define("client", Client.class);
		assertThatExceptionOfType(RequestStateDefinitionException.class)
			.isThrownBy(() -> this.states.define("client", List.class))
			.withMessage("Request state 'client' is defined twice, now as java.util.List. "
					+ "Give one of the two another name: define(name, type). If there is only one, its bean method has "
					+ "run twice: make the bean a singleton, or see why it failed the first time.")
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("client"))
			.satisfies((ex) -> assertThat(ex.getType()).isEqualTo(List.class));
	}

	@Test
	void isMissingWithoutValueAndInitializer() {
		RequestState<Client> state = this.states.define("client", Client.class);
		assertThatExceptionOfType(MissingRequestValueException.class).isThrownBy(() -> in(this.request, state::get))
			.withMessage("Request state 'client' (" + Client.class.getName() + ") has no value in request 1. "
					+ "Call set(...) before, as in a WebFilter that runs earlier, or define it with an initializer: "
					+ "createdBy(...) or createdFrom(...).");
		assertThatExceptionOfType(MissingRequestValueException.class)
			.isThrownBy(() -> in(this.request, state.proxy()::name));
	}

	@Test
	void isCreatedByItsInitializer() throws Exception {
		RequestState<Client> state = this.states
			.define(RequestStateDefinition.of("client", Client.class).createdBy(() -> new Client("made")));
		assertThat(in(this.request, state::find)).isEmpty();
		assertThat(in(this.request, state.proxy()::name)).isEqualTo("made");
		assertThat(in(this.request, state::find)).map(Client::name).contains("made");
		assertThat(in(this.request, state::get)).isSameAs(in(this.request, state::get));
	}

	@Test
	void isCreatedFromTheExchange() throws Exception {
		RequestState<Client> state = this.states.define(RequestStateDefinition.of("client", Client.class)
			.createdFrom((exchange) -> new Client(exchange.getRequest().getPath().value())));
		this.request.exchange(MockServerWebExchange.from(MockServerHttpRequest.get("/orders")));
		assertThat(in(this.request, state::get).name()).isEqualTo("/orders");
	}

	@Test
	void handsOverWhatIsRemoved() throws Exception {
		RequestState<Client> state = this.states.define("client", Client.class);
		Client client = new Client("a");
		in(this.request, () -> set(state, client));
		assertThat(in(this.request, state::remove)).containsSame(client);
		assertThat(in(this.request, state::remove)).isEmpty();
		assertThat(in(this.request, state::find)).isEmpty();
	}

	@Test
	void findsNothingOutsideOfARequest() {
		RequestState<Client> state = this.states.define("client", Client.class);
		assertThat(state.find()).isEmpty();
		assertThat(state.remove()).isEmpty();
	}

	@Test
	void explainsUseOutsideOfARequest() {
		RequestState<Client> state = this.states.define("client", Client.class);
		String thread = Thread.currentThread().getName();
		assertThatExceptionOfType(NoCurrentRequestException.class).isThrownBy(state.proxy()::name)
			.withMessageContaining("'client' was used on thread '" + thread + "', where no request is current.")
			.withMessageContainingAll("(1) it runs outside of any request", "TestRequests", "(2) a thread was left",
					"RequestTasks", "spring.task.execution.propagate-context=true",
					"(3) something was subscribed to on its own");
		assertThatExceptionOfType(NoCurrentRequestException.class).isThrownBy(state::get);
		assertThatExceptionOfType(NoCurrentRequestException.class).isThrownBy(() -> state.set(new Client("a")));
		StepVerifier.create(state.mono()).expectError(NoCurrentRequestException.class).verify(BOUND);
	}

	@Test
	void tellsWhetherAutomaticPropagationIsOff() {
		RequestState<Client> state = this.states.define("client", Client.class);
		boolean before = Hooks.isAutomaticContextPropagationEnabled();
		try {
			Hooks.disableAutomaticContextPropagation();
			assertThatExceptionOfType(NoCurrentRequestException.class).isThrownBy(state::get)
				.withMessageContaining("spring.reactor.context-propagation=auto");
			Hooks.enableAutomaticContextPropagation();
			assertThatExceptionOfType(NoCurrentRequestException.class).isThrownBy(state::get)
				.withMessageNotContaining("spring.reactor.context-propagation");
		}
		finally {
			if (!before) {
				Hooks.disableAutomaticContextPropagation();
			}
		}
	}

	@Test
	void refusesNoValue() {
		RequestState<Client> state = this.states.define("client", Client.class);
		assertThatIllegalArgumentException().isThrownBy(() -> in(this.request, () -> set(state, null)))
			.withMessage("The value of request state 'client' must not be null: use remove()");
	}

	@Test
	void refusesItsOwnProxy() {
		RequestState<Client> state = this.states.define("client", Client.class);
		assertThatIllegalArgumentException().isThrownBy(() -> in(this.request, () -> set(state, state.proxy())))
			.withMessageContaining("must not be its own proxy");
	}

	@Test
	@SuppressWarnings({ "unchecked", "rawtypes" })
	void refusesValuesOfOtherTypes() {
		RequestState state = this.states.define("client", Client.class);
		assertThatIllegalArgumentException().isThrownBy(() -> in(this.request, () -> set(state, "text")))
			.withMessage("The value of request state 'client' must be a " + Client.class.getName()
					+ ", but is a java.lang.String");
	}

	@Test
	void doesWithoutAProxy() throws Exception {
		RequestState<Integer> state = this.states
			.define(RequestStateDefinition.of("count", int.class).withoutProxy().createdBy(() -> 7));
		assertThat(in(this.request, state::get)).isEqualTo(7);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(state::proxy)
			.withMessageContaining("'count' is defined without proxy");
	}

	@Test
	void hasTypeArguments() throws Exception {
		RequestState<List<String>> state = this.states
			.define(RequestStateDefinition.of("tags", new ParameterizedTypeReference<List<String>>() {
			}));
		in(this.request, () -> set(state, List.of("a")));
		assertThat(in(this.request, () -> Optional.of(state.proxy().get(0)))).contains("a");
	}

	@Test
	void isReachedByReactorsContextAlone() {
		RequestState<Client> state = this.states.define("client", Client.class);
		Client client = new Client("a");
		StepVerifier
			.create(state.setMono(client)
				.then(state.mono())
				.contextWrite((context) -> context.put(CurrentRequest.KEY, this.request)))
			.expectNext(client)
			.expectComplete()
			.verify(BOUND);
	}

	@Test
	void definedDuringARequestWorksInIt() throws Exception {
		for (int i = 0; i < 40; i++) {
			RequestState<Client> state = this.states.define("client" + i, Client.class);
			in(this.request, () -> set(state, new Client("late")));
			assertThat(in(this.request, state.proxy()::name)).isEqualTo("late");
		}
	}

	private <T> T in(ActiveRequest active, Callable<T> task) throws Exception {
		return this.scopes.current().call(active, task);
	}

	private static <T> boolean set(RequestState<T> state, T value) {
		state.set(value);
		return true;
	}

	/**
	 * Tells which one it is.
	 */
	static class Client {

		private final String name;

		Client(String name) {
			this.name = name;
		}

		String name() {
			return this.name;
		}

	}

}
