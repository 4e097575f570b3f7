package dev.holdfast.benchmarks;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A response that goes nowhere.
 */
final class MemoryResponse extends AbstractServerHttpResponse {

	MemoryResponse() {
		super(DefaultDataBufferFactory.sharedInstance);
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> T getNativeResponse() {
		return (T) this;
	}

	@Override
	protected Mono<Void> writeWithInternal(Publisher<? extends DataBuffer> body) {
		return Flux.from(body).then();
	}

	@Override
	protected Mono<Void> writeAndFlushWithInternal(Publisher<? extends Publisher<? extends DataBuffer>> body) {
		return Flux.from(body).concatMap((part) -> part).then();
	}

	@Override
	protected void applyStatusCode() {
		// Goes nowhere
	}

	@Override
	protected void applyHeaders() {
		// Goes nowhere
	}

	@Override
	protected void applyCookies() {
		// Goes nowhere
	}

}
