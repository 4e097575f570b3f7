package dev.holdfast.ratelimit;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.ClassUtils;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Where a request comes from. Of Reactor Netty it is what has come over the wire: by then
 * the server or Spring may have put an address in its place that the client has chosen,
 * and taken the header away.
 *
 * @param peer who has sent it, if known
 * @param forwardedFor values of {@code X-Forwarded-For}
 */
record RequestOrigin(@Nullable InetSocketAddress peer, List<String> forwardedFor) {

	private static final String FORWARDED_FOR = "X-Forwarded-For";

	private static final boolean REACTOR_NETTY = ClassUtils.isPresent("reactor.netty.http.server.HttpServerRequest",
			RequestOrigin.class.getClassLoader());

	static RequestOrigin of(ServerHttpRequest request) {
		RequestOrigin wire = REACTOR_NETTY ? ReactorNetty.origin(request) : null;
		return (wire != null) ? wire
				: new RequestOrigin(request.getRemoteAddress(), request.getHeaders().getOrEmpty(FORWARDED_FOR));
	}

	/**
	 * Looked at only where there is Reactor Netty.
	 */
	private static final class ReactorNetty {

		static @Nullable RequestOrigin origin(ServerHttpRequest request) {
			if (!(nativeRequest(request) instanceof HttpServerRequest wire)) {
				return null;
			}
			SocketAddress peer = wire.connectionRemoteAddress();
			return new RequestOrigin((peer instanceof InetSocketAddress address) ? address : null,
					wire.requestHeaders().getAll(FORWARDED_FOR));
		}

		private static @Nullable Object nativeRequest(ServerHttpRequest request) {
			try {
				return ServerHttpRequestDecorator.<Object>getNativeRequest(request);
			}
			catch (IllegalArgumentException | IllegalStateException ex) {
				// There is none: a mock, or a request of somebody's own
				return null;
			}
		}

	}

}
