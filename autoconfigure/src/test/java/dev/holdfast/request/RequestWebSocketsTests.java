package dev.holdfast.request;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestWebSockets}.
 */
class RequestWebSocketsTests {

	private static final Duration BOUND = Duration.ofSeconds(10);

	private final RequestScopes scopes = new RequestScopes(new RequestSettings(BOUND), null);

	private final RequestState<String> state = this.scopes.states()
		.define(RequestStateDefinition.of("name", String.class).withoutProxy());

	private final ActiveRequest active = this.scopes.begin("1");

	private final ServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/"));

	private final AtomicReference<WebSocketHandler> upgraded = new AtomicReference<>();

	private final Sinks.Empty<Void> sessionEnd = Sinks.empty();

	private final Sinks.One<CloseStatus> closeStatus = Sinks.one();

	@Test
	void keepsTheRequestUntilTheSessionIsOver() {
		verify(upgrade((upgradeExchange, handler) -> Mono.fromRunnable(() -> this.upgraded.set(handler))));
		this.scopes.release(this.active);
		assertThat(this.active.isOver()).isFalse();
		Disposable session = this.upgraded.get().handle(session()).subscribe();
		assertThat(session.isDisposed()).isFalse();
		assertThat(this.active.isOver()).isFalse();
		this.sessionEnd.tryEmitEmpty();
		Awaitility.await().until(this.active::isOver);
	}

	@Test
	void releasesTheRequestOfASessionThatIsCutOff() {
		verify(upgrade((upgradeExchange, handler) -> Mono.fromRunnable(() -> this.upgraded.set(handler))));
		this.scopes.release(this.active);
		this.upgraded.get().handle(session()).subscribe().dispose();
		assertThat(this.active.isOver()).isTrue();
	}

	@Test
	void releasesTheRequestOfASessionWhoseHandlerDoesNotNoticeItsEnd() {
		verify(upgrade((upgradeExchange, handler) -> Mono.fromRunnable(() -> this.upgraded.set(handler))));
		this.scopes.release(this.active);
		StepVerifier.withVirtualTime(() -> this.upgraded.get().handle(session()))
			.expectSubscription()
			.then(() -> this.closeStatus.tryEmitValue(CloseStatus.GOING_AWAY))
			.expectNoEvent(BOUND.minusMillis(1))
			.then(() -> assertThat(this.active.isOver()).isFalse())
			.thenAwait(Duration.ofMillis(1))
			.expectComplete()
			.verify(BOUND);
		assertThat(this.active.isOver()).isTrue();
	}

	@Test
	void releasesTheRequestOfAHandshakeThatThrows() {
		StepVerifier.create(upgrade((upgradeExchange, handler) -> {
			throw new IllegalStateException("no sub-protocols");
		})).expectErrorMessage("no sub-protocols").verify(BOUND);
		this.scopes.release(this.active);
		assertThat(this.active.isOver()).isTrue();
	}

	@Test
	void releasesTheRequestOfAHandshakeThatFailed() {
		StepVerifier
			.create(upgrade((upgradeExchange, handler) -> Mono.error(new IllegalStateException("no web socket"))))
			.expectErrorMessage("no web socket")
			.verify(BOUND);
		assertThat(this.active.isOver()).isFalse();
		this.scopes.release(this.active);
		assertThat(this.active.isOver()).isTrue();
	}

	@Test
	void releasesTheRequestOfAHandshakeThatIsCancelled() {
		upgrade((upgradeExchange, handler) -> Mono.never()).subscribe().dispose();
		this.scopes.release(this.active);
		assertThat(this.active.isOver()).isTrue();
	}

	@Test
	void sessionsAreInTheirRequest() {
		AtomicReference<String> seen = new AtomicReference<>();
		WebSocketHandler handler = (session) -> this.state.mono().doOnNext(seen::set).then();
		WebSocketService service = this.scopes.decorateWebSockets(
				(upgradeExchange, upgradeHandler) -> Mono.fromRunnable(() -> this.upgraded.set(upgradeHandler)));
		verify(inRequest(this.state.setMono("mine").then(service.handleRequest(this.exchange, handler))));
		verify(this.upgraded.get().handle(session()));
		assertThat(seen).hasValue("mine");
	}

	@Test
	void leavesWhatIsInNoRequestAlone() {
		WebSocketHandler handler = (session) -> Mono.empty();
		WebSocketService service = this.scopes.decorateWebSockets(
				(upgradeExchange, upgradeHandler) -> Mono.fromRunnable(() -> this.upgraded.set(upgradeHandler)));
		verify(service.handleRequest(this.exchange, handler));
		assertThat(this.upgraded).hasValue(handler);
	}

	@Test
	void passesSubProtocolsOn() {
		WebSocketHandler handler = Mockito.mock(WebSocketHandler.class);
		Mockito.when(handler.getSubProtocols()).thenReturn(List.of("graphql-ws"));
		WebSocketService service = this.scopes.decorateWebSockets(
				(upgradeExchange, upgradeHandler) -> Mono.fromRunnable(() -> this.upgraded.set(upgradeHandler)));
		verify(inRequest(service.handleRequest(this.exchange, handler)));
		assertThat(this.upgraded.get()).isNotSameAs(handler);
		assertThat(this.upgraded.get().getSubProtocols()).containsExactly("graphql-ws");
	}

	@Test
	void decoratesOnce() {
		WebSocketService service = this.scopes.decorateWebSockets((upgradeExchange, handler) -> Mono.empty());
		assertThat(this.scopes.decorateWebSockets(service)).isSameAs(service);
	}

	private WebSocketSession session() {
		WebSocketSession session = Mockito.mock(WebSocketSession.class);
		Mockito.when(session.closeStatus()).thenReturn(this.closeStatus.asMono());
		return session;
	}

	private Mono<Void> upgrade(WebSocketService service) {
		WebSocketHandler handler = (session) -> this.sessionEnd.asMono();
		return inRequest(this.scopes.decorateWebSockets(service).handleRequest(this.exchange, handler));
	}

	private Mono<Void> inRequest(Mono<Void> work) {
		return work.contextWrite((context) -> context.put(CurrentRequest.KEY, this.active));
	}

	private static void verify(Mono<Void> work) {
		StepVerifier.create(work).expectComplete().verify(BOUND);
	}

}
