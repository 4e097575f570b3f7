package dev.holdfast.retry;

import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

import dev.holdfast.access.LocalTarget;

/**
 * Where a client is sent to try again: to the path and query that it asked for.
 */
final class RetryTarget {

	private RetryTarget() {
	}

	/**
	 * Return the target of a request as it came, if it stays on this server whatever a
	 * browser makes of it.
	 * @param request the request
	 * @param server knows how it came
	 * @return path and query, or {@code null} if they cannot be sent back safely
	 */
	static @Nullable String of(ServerHttpRequest request, RetryServer server) {
		String raw = server.targetOf(request);
		return (raw != null) ? LocalTarget.of(raw) : of(request.getURI());
	}

	private static @Nullable String of(URI uri) {
		String path = (uri.getRawPath() != null) ? uri.getRawPath() : "";
		return LocalTarget.of((uri.getRawQuery() != null) ? path + '?' + uri.getRawQuery() : path);
	}

}
