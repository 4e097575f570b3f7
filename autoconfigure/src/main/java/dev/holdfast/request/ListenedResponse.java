package dev.holdfast.request;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.AbstractListenerServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A response of a servlet container, whose body is produced in its request.
 *
 * @see RequestPublishers
 */
final class ListenedResponse extends ServerHttpResponseDecorator {

	private final ActiveRequest active;

	private ListenedResponse(ServerHttpResponse response, ActiveRequest active) {
		super(response);
		this.active = active;
	}

	/**
	 * Return the response to use in a request.
	 * @param response the response of the server
	 * @param active the request
	 * @return the same response, unless the server would lose the request
	 */
	static ServerHttpResponse of(ServerHttpResponse response, ActiveRequest active) {
		return (response instanceof AbstractListenerServerHttpResponse) ? new ListenedResponse(response, active)
				: response;
	}

	@Override
	public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
		return super.writeWith(within(body));
	}

	@Override
	public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
		return super.writeAndFlushWith(within(Flux.from(body).map(this::within)));
	}

	private <V> Publisher<V> within(Publisher<V> publisher) {
		return RequestPublishers.within(this.active, publisher);
	}

}
