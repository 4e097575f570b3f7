package dev.holdfast.server;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.Shutdown;
import reactor.netty.http.server.HttpServer;

/**
 * How a generation wants its port to be bound.
 *
 * @param httpServer the server with all but its address, its threads and its handler
 * @param address the address to bind
 * @param anyPort whether any free port will do, in which case the one that is bound stays
 * @param shutdown how the server ends when the application does
 * @param lifecycleTimeout how long binding and releasing may take, if limited
 * @param fingerprint equal for configurations that need no rebinding, or {@code null} if
 * the configuration contains code of the generation and so can serve no other
 */
record ServerConfiguration(HttpServer httpServer, SocketAddress address, boolean anyPort, Shutdown shutdown,
		@Nullable Duration lifecycleTimeout, @Nullable String fingerprint) {

	ServerConfiguration(HttpServer httpServer, SocketAddress address, Shutdown shutdown,
			@Nullable Duration lifecycleTimeout, @Nullable String fingerprint) {
		this(httpServer, address, portOf(address) == 0, shutdown, lifecycleTimeout, fingerprint);
	}

	private static int portOf(SocketAddress address) {
		return (address instanceof InetSocketAddress inet) ? inet.getPort() : -1;
	}

	/**
	 * Return whether another configuration asks for nothing but this one.
	 * @param other the other configuration
	 * @return whether a server that was bound for this one can serve the other
	 */
	boolean serves(ServerConfiguration other) {
		return this.fingerprint != null && this.fingerprint.equals(other.fingerprint);
	}

	int port() {
		return portOf(this.address);
	}

	/**
	 * Return the same configuration for a certain port.
	 * @param port the port
	 * @return a configuration that differs in nothing else
	 */
	ServerConfiguration onPort(int port) {
		if (!(this.address instanceof InetSocketAddress inet)) {
			return this;
		}
		SocketAddress address = inet.isUnresolved() ? InetSocketAddress.createUnresolved(inet.getHostString(), port)
				: new InetSocketAddress(inet.getAddress(), port);
		return new ServerConfiguration(this.httpServer, address, this.anyPort, this.shutdown, this.lifecycleTimeout,
				this.fingerprint);
	}

	ServerConfiguration with(HttpServer httpServer) {
		return new ServerConfiguration(httpServer, this.address, this.anyPort, this.shutdown, this.lifecycleTimeout,
				this.fingerprint);
	}

}
