package dev.holdfast.retry;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Knows how a client has sent a request, whatever the server and the application have
 * made of it since: headers such as {@code X-Forwarded-Prefix} change the URI.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RawTarget {

	/**
	 * Return the target in the request line of a request.
	 * @param request the request
	 * @return the target as it was sent, or {@code null} if that is not known
	 */
	@Nullable String of(ServerHttpRequest request);

}
