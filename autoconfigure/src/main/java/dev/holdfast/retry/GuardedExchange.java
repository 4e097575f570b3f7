package dev.holdfast.retry;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;

/**
 * The exchange that the application sees, whose answer may be taken over.
 */
abstract class GuardedExchange extends ServerWebExchangeDecorator {

	GuardedExchange(ServerWebExchange exchange) {
		super(exchange);
	}

	/**
	 * Return whether the answer is not the application's any more.
	 * @return whether it has been taken over
	 */
	abstract boolean isTaken();

	/**
	 * Return the response that an answer in place of the application's is written to.
	 * @return the response
	 */
	final ServerHttpResponse ownResponse() {
		return getDelegate().getResponse();
	}

	final boolean isServerError() {
		HttpStatusCode status = ownResponse().getStatusCode();
		return status != null && status.is5xxServerError();
	}

	// These write to the response behind the guarded one. Who asks after it has been
	// taken over has nothing more to do.
	@Override
	public boolean checkNotModified(Instant lastModified) {
		return isTaken() || super.checkNotModified(lastModified);
	}

	@Override
	public boolean checkNotModified(String etag) {
		return isTaken() || super.checkNotModified(etag);
	}

	@Override
	public boolean checkNotModified(@Nullable String etag, Instant lastModified) {
		return isTaken() || super.checkNotModified(etag, lastModified);
	}

}
