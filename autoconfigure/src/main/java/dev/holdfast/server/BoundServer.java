package dev.holdfast.server;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import org.reactivestreams.Publisher;
import org.springframework.boot.reactor.netty.NettyWebServer;
import org.springframework.boot.web.server.GracefulShutdownCallback;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.channel.ChannelOperations;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.websocket.WebsocketOutbound;

import dev.holdfast.restart.Restarts;

/**
 * A bound port with its connections. Boot's own server does the binding, the messages and
 * the shutdown; its handler is one that belongs to no generation.
 */
final class BoundServer {

	private static final Duration BIND_TIMEOUT = Duration.ofSeconds(10);

	private static final Duration LINGER = Duration.ofSeconds(2);

	private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

	private final ServerConfiguration configuration;

	private final NettyWebServer server;

	private final CompletableFuture<DisposableServer> listener = new CompletableFuture<>();

	private volatile boolean replaced;

	private BoundServer(ServerConfiguration configuration, ServerThreads threads, Handler handler) {
		// What Boot has configured refers to the factory of the generation that binds
		this.configuration = configuration.with(HttpServer.create());
		SocketAddress address = configuration.address();
		HttpServer httpServer = configuration.httpServer()
			.bindAddress(() -> address)
			.runOn(threads.resources())
			.doOnBound(this.listener::complete)
			.doOnChannelInit((observer, channel, remoteAddress) -> this.connections.add(channel));
		this.server = new NettyWebServer(httpServer, new Dispatcher(handler), configuration.lifecycleTimeout(),
				configuration.shutdown(), null);
	}

	/**
	 * Bind a port.
	 * @param configuration which one and how
	 * @param threads the event loops
	 * @param handler answers requests, whichever generation is live
	 * @return the bound server
	 */
	static BoundServer bind(ServerConfiguration configuration, ServerThreads threads, Handler handler) {
		// Binding starts threads, which must not remember who asked for them
		return Restarts.callOnBaseThread("holdfast-server-bind", () -> {
			BoundServer bound = new BoundServer(configuration, threads, handler);
			bound.server.start();
			// Reactor Netty tells the caller that the port is bound before it tells
			// observers
			try {
				bound.listener.orTimeout(BIND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).join();
				return bound;
			}
			catch (RuntimeException ex) {
				bound.server.stop();
				throw ex;
			}
		});
	}

	boolean serves(ServerConfiguration configuration) {
		return this.configuration.serves(configuration) && !this.listener.join().isDisposed();
	}

	/**
	 * Bind another port, or this one anew, and then let go of this one. If that fails,
	 * this one stays bound, unless the system cannot share the port between the two. The
	 * connections of this one close when they become idle.
	 * @param configuration which port and how
	 * @param threads the event loops
	 * @param handler answers requests, whichever generation is live
	 * @return the server that replaces this one
	 */
	BoundServer replaceBy(ServerConfiguration configuration, ServerThreads threads, Handler handler) {
		BoundServer next = isSamePort(configuration) ? rebind(configuration.onPort(getPort()), threads, handler)
				: bind(configuration, threads, handler);
		this.listener.join().dispose();
		this.replaced = true;
		Flux.interval(LINGER)
			.takeWhile((tick) -> !this.connections.isEmpty())
			.subscribe((tick) -> this.connections.forEach(this::closeIfIdle));
		return next;
	}

	private boolean isSamePort(ServerConfiguration configuration) {
		return configuration.anyPort() ? this.configuration.anyPort() : configuration.port() == getPort();
	}

	private BoundServer rebind(ServerConfiguration configuration, ServerThreads threads, Handler handler) {
		PortSharing sharing = PortSharing.of(this.listener.join().channel());
		if (!sharing.allow()) {
			this.listener.join().channel().close().syncUninterruptibly();
			return bind(configuration, threads, handler);
		}
		try {
			BoundServer next = bind(configuration.with(sharing.join(configuration.httpServer())), threads, handler);
			PortSharing.of(next.listener.join().channel()).forbid();
			return next;
		}
		catch (RuntimeException ex) {
			sharing.forbid();
			throw ex;
		}
	}

	private void closeIfIdle(Channel connection) {
		boolean webSocket = ChannelOperations.get(connection) instanceof WebsocketOutbound;
		if (OpenExchanges.isIdle(connection) && !webSocket) {
			connection.close();
		}
	}

	int getPort() {
		return this.server.getPort();
	}

	void shutDownGracefully(GracefulShutdownCallback callback) {
		this.server.shutDownGracefully(callback);
	}

	void stop() {
		this.server.stop();
	}

	/**
	 * Answers the requests of a bound port.
	 */
	@FunctionalInterface
	interface Handler extends BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {

	}

	/**
	 * The handler in the shape that Boot's server takes.
	 */
	private final class Dispatcher extends ReactorHttpHandlerAdapter {

		private final Handler handler;

		private Dispatcher(Handler handler) {
			super((request, response) -> Mono.empty());
			this.handler = handler;
		}

		@Override
		public Mono<Void> apply(HttpServerRequest request, HttpServerResponse response) {
			if (BoundServer.this.replaced) {
				response.keepAlive(false);
			}
			return Mono.fromDirect(this.handler.apply(request, response));
		}

	}

}
