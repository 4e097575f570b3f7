package dev.holdfast.retry;

import java.nio.file.Path;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Mono;

/**
 * Lets the application begin its answer, unless it is known to be spoilt by then. What it
 * does to an answer that has been taken over has no effect.
 */
class GuardedResponse extends ServerHttpResponseDecorator {

	private final Handling handling;

	GuardedResponse(ServerHttpResponse response, Handling handling) {
		super(response);
		this.handling = handling;
	}

	static GuardedResponse of(ServerHttpResponse response, Handling handling) {
		return (response instanceof ZeroCopyHttpOutputMessage) ? new ZeroCopy(response, handling)
				: new GuardedResponse(response, handling);
	}

	@Override
	public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
		return write(super.writeWith(GuardedBody.of(body, this.handling)));
	}

	@Override
	public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
		return write(super.writeAndFlushWith(GuardedBody.ofParts(body, this.handling)));
	}

	@Override
	public Mono<Void> setComplete() {
		return write(Mono.defer(() -> this.handling.mayCommit() ? super.setComplete() : Mono.never()));
	}

	@Override
	public void beforeCommit(Supplier<? extends Mono<Void>> action) {
		super.beforeCommit(() -> this.handling.isTaken() ? Mono.empty() : action.get());
	}

	@Override
	public boolean setStatusCode(@Nullable HttpStatusCode status) {
		return !this.handling.isTaken() && super.setStatusCode(status);
	}

	@Override
	public boolean setRawStatusCode(@Nullable Integer value) {
		return !this.handling.isTaken() && super.setRawStatusCode(value);
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.handling.isTaken() ? new HttpHeaders() : super.getHeaders();
	}

	@Override
	public MultiValueMap<String, ResponseCookie> getCookies() {
		return this.handling.isTaken() ? new LinkedMultiValueMap<>() : super.getCookies();
	}

	@Override
	public void addCookie(ResponseCookie cookie) {
		if (!this.handling.isTaken()) {
			super.addCookie(cookie);
		}
	}

	final Mono<Void> write(Mono<Void> write) {
		return new GuardedWrite(write, this.handling);
	}

	final boolean mayCommit() {
		return this.handling.mayCommit();
	}

	/**
	 * Lets files be sent as cheaply as without it.
	 */
	private static final class ZeroCopy extends GuardedResponse implements ZeroCopyHttpOutputMessage {

		ZeroCopy(ServerHttpResponse response, Handling handling) {
			super(response, handling);
		}

		@Override
		public Mono<Void> writeWith(Path file, long position, long count) {
			return write(Mono.defer(() -> mayCommit()
					? ((ZeroCopyHttpOutputMessage) getDelegate()).writeWith(file, position, count) : Mono.never()));
		}

	}

}
