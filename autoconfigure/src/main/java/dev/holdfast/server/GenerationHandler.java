package dev.holdfast.server;

import java.util.List;
import java.util.function.BiFunction;

import org.reactivestreams.Publisher;
import org.springframework.boot.reactor.netty.NettyRouteProvider;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;

/**
 * Makes a handler for Reactor Netty of what a generation brings: its routes, and the
 * handler of its application context for all else.
 */
final class GenerationHandler {

	private GenerationHandler() {
	}

	static BiFunction<HttpServerRequest, HttpServerResponse, ? extends Publisher<Void>> of(HttpHandler handler,
			List<NettyRouteProvider> routeProviders) {
		ReactorHttpHandlerAdapter adapter = new ReactorHttpHandlerAdapter(committing(handler));
		if (routeProviders.isEmpty()) {
			return adapter;
		}
		HttpServerRoutes routes = HttpServerRoutes.newRoutes();
		for (NettyRouteProvider routeProvider : routeProviders) {
			routes = routeProvider.apply(routes);
		}
		return routes.route((request) -> true, adapter);
	}

	private static HttpHandler committing(HttpHandler handler) {
		return (request, response) -> {
			HttpServerRequest nativeRequest = ServerHttpRequestDecorator.getNativeRequest(request);
			Exchange exchange = Exchange.of(nativeRequest);
			if (exchange != null) {
				response.beforeCommit(exchange::commit);
			}
			return handler.handle(request, response);
		};
	}

}
