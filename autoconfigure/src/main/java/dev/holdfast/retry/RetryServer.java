package dev.holdfast.retry;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * What the retry filter needs of the server that requests come from.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RetryServer {

	/**
	 * Return the target in the request line of a request, whatever the server and the
	 * application have made of it since: headers such as {@code X-Forwarded-Prefix}
	 * change the URI.
	 * @param request the request
	 * @return the target as it was sent, or {@code null} if that is not known
	 */
	@Nullable String targetOf(ServerHttpRequest request);

	/**
	 * Tell a client that the application does not become stable.
	 * @param request the request
	 * @param detail what is the case, in full sentences
	 * @param headers to be added to
	 * @return the body
	 */
	default byte[] unavailable(ServerHttpRequest request, String detail, HttpHeaders headers) {
		headers.setContentType(MediaType.TEXT_PLAIN);
		return detail.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * A request is held from now on. It does nothing but wait for a restart, so no
	 * restart has to wait for it.
	 * @param request the request
	 */
	default void held(ServerHttpRequest request) {
		// Most servers do not wait
	}

}
