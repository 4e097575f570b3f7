package dev.holdfast.request;

import java.util.Map;
import java.util.function.Function;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.HandshakeInfo;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.adapter.AbstractListenerWebSocketSession;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A web socket session of a servlet container, whose messages are produced in its
 * request.
 *
 * @see RequestPublishers
 */
final class ListenedWebSocketSession implements WebSocketSession {

	private final WebSocketSession session;

	private final ActiveRequest active;

	private ListenedWebSocketSession(WebSocketSession session, ActiveRequest active) {
		this.session = session;
		this.active = active;
	}

	/**
	 * Return the session to use in a request.
	 * @param session the session of the server
	 * @param active the request
	 * @return the same session, unless the server would lose the request
	 */
	static WebSocketSession of(WebSocketSession session, ActiveRequest active) {
		return (session instanceof AbstractListenerWebSocketSession) ? new ListenedWebSocketSession(session, active)
				: session;
	}

	@Override
	public String getId() {
		return this.session.getId();
	}

	@Override
	public HandshakeInfo getHandshakeInfo() {
		return this.session.getHandshakeInfo();
	}

	@Override
	public DataBufferFactory bufferFactory() {
		return this.session.bufferFactory();
	}

	@Override
	public Map<String, Object> getAttributes() {
		return this.session.getAttributes();
	}

	@Override
	public Flux<WebSocketMessage> receive() {
		return this.session.receive();
	}

	@Override
	public Mono<Void> send(Publisher<WebSocketMessage> messages) {
		return this.session.send(RequestPublishers.within(this.active, messages));
	}

	@Override
	public boolean isOpen() {
		return this.session.isOpen();
	}

	@Override
	public Mono<Void> close(CloseStatus status) {
		return this.session.close(status);
	}

	@Override
	public Mono<CloseStatus> closeStatus() {
		return this.session.closeStatus();
	}

	@Override
	public WebSocketMessage textMessage(String payload) {
		return this.session.textMessage(payload);
	}

	@Override
	public WebSocketMessage binaryMessage(Function<DataBufferFactory, DataBuffer> payloadFactory) {
		return this.session.binaryMessage(payloadFactory);
	}

	@Override
	public WebSocketMessage pingMessage(Function<DataBufferFactory, DataBuffer> payloadFactory) {
		return this.session.pingMessage(payloadFactory);
	}

	@Override
	public WebSocketMessage pongMessage(Function<DataBufferFactory, DataBuffer> payloadFactory) {
		return this.session.pongMessage(payloadFactory);
	}

}
