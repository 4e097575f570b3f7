package dev.holdfast.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

import dev.holdfast.retry.RetryServer;
import dev.holdfast.server.UnavailableAnswer;

/**
 * A server of which nothing is known. It speaks of restarts as the surviving server does,
 * so that nobody needs to tell one's answers from the other's.
 */
class AnyRetryServer implements RetryServer {

	@Override
	public @Nullable String targetOf(ServerHttpRequest request) {
		return null;
	}

	@Override
	public final byte[] unavailable(ServerHttpRequest request, String detail, HttpHeaders headers) {
		String accept = String.join(",", request.getHeaders().getOrEmpty(HttpHeaders.ACCEPT));
		UnavailableAnswer answer = UnavailableAnswer.restarting(request.getMethod().name(), accept, detail);
		answer.headers().forEach(headers::set);
		return answer.body();
	}

}
