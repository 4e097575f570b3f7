package dev.holdfast.request;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Keeps requests that become web sockets until the session is over. The upgrade itself is
 * over with the handshake, when the session begins.
 */
final class RequestWebSockets implements WebSocketService {

	private final WebSocketService service;

	private final RequestScopes scopes;

	RequestWebSockets(WebSocketService service, RequestScopes scopes) {
		this.service = service;
		this.scopes = scopes;
	}

	@Override
	public Mono<Void> handleRequest(ServerWebExchange exchange, WebSocketHandler handler) {
		return Mono.deferContextual((context) -> {
			ActiveRequest active = this.scopes.find(context);
			if (active == null || !active.retain()) {
				return this.service.handleRequest(exchange, handler);
			}
			active.exchange(exchange.mutate().request(new HandshakeRequest(exchange.getRequest())).build());
			Session session = new Session(handler, active);
			return Mono.defer(() -> this.service.handleRequest(exchange, session))
				.doOnSuccess((done) -> session.abandonUnlessUpgraded(exchange.getResponse()))
				.doOnError((ex) -> session.abandon())
				.doOnCancel(session::abandon);
		});
	}

	/**
	 * What handles one session, in its request.
	 */
	private final class Session implements WebSocketHandler {

		private final WebSocketHandler handler;

		private final ActiveRequest active;

		private final AtomicBoolean started = new AtomicBoolean();

		Session(WebSocketHandler handler, ActiveRequest active) {
			this.handler = handler;
			this.active = active;
		}

		@Override
		public List<String> getSubProtocols() {
			return this.handler.getSubProtocols();
		}

		@Override
		public Mono<Void> handle(WebSocketSession session) {
			return Mono.defer(() -> {
				if (!this.started.compareAndSet(false, true)) {
					return this.handler.handle(session);
				}
				return Mono.defer(() -> this.handler.handle(ListenedWebSocketSession.of(session, this.active)))
					.takeUntilOther(abandonedAfter(session))
					.contextWrite((context) -> context.put(CurrentRequest.KEY, this.active))
					.doFinally((signal) -> RequestWebSockets.this.scopes.release(this.active));
			});
		}

		// Some handlers never notice that the client has gone, and others have to do
		// something about it
		private Mono<Long> abandonedAfter(WebSocketSession session) {
			return session.closeStatus()
				.onErrorComplete()
				.then(Mono.delay(RequestWebSockets.this.scopes.settings().closeTimeout()));
		}

		// Servlet containers refuse without an error, and begin sessions afterwards
		void abandonUnlessUpgraded(ServerHttpResponse response) {
			HttpStatusCode status = response.getStatusCode();
			if (status != null && status != HttpStatus.SWITCHING_PROTOCOLS) {
				abandon();
			}
		}

		void abandon() {
			if (this.started.compareAndSet(false, true)) {
				RequestWebSockets.this.scopes.release(this.active);
			}
		}

	}

}
