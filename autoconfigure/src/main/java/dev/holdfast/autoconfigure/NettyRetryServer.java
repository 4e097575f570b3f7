package dev.holdfast.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.netty.http.server.HttpServerRequest;

import dev.holdfast.server.SurvivingServers;

/**
 * Reactor Netty, whether it is the surviving server or another one.
 */
final class NettyRetryServer extends AnyRetryServer {

	@Override
	public @Nullable String targetOf(ServerHttpRequest request) {
		HttpServerRequest netty = nettyRequestOf(request);
		return (netty != null) ? netty.uri() : null;
	}

	@Override
	public void held(ServerHttpRequest request) {
		HttpServerRequest netty = nettyRequestOf(request);
		if (netty != null) {
			SurvivingServers.held(netty);
		}
	}

	private static @Nullable HttpServerRequest nettyRequestOf(ServerHttpRequest request) {
		try {
			Object nativeRequest = ServerHttpRequestDecorator.getNativeRequest(request);
			return (nativeRequest instanceof HttpServerRequest netty) ? netty : null;
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			// Not every request comes from a server
			return null;
		}
	}

}
