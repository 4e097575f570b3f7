package dev.holdfast.server;

import java.net.StandardSocketOptions;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.UnixChannelOption;
import reactor.netty.http.server.HttpServer;

/**
 * Lets a second socket bind the port of a first one, for the moment in which one replaces
 * the other. Outside that moment sharing is forbidden, so that a second application on
 * the same port still fails as it should. Works where the system knows
 * {@code SO_REUSEPORT} and lets a bound socket change it, as Linux does.
 */
final class PortSharing {

	private final Channel listener;

	private final ChannelOption<Boolean> option;

	private PortSharing(Channel listener, ChannelOption<Boolean> option) {
		this.listener = listener;
		this.option = option;
	}

	static PortSharing of(Channel listener) {
		return new PortSharing(listener, (listener instanceof NioServerSocketChannel)
				? NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT) : UnixChannelOption.SO_REUSEPORT);
	}

	/**
	 * Allow another socket to bind the port.
	 * @return whether the system does
	 */
	boolean allow() {
		return set(true);
	}

	/**
	 * Forbid other sockets to bind the port.
	 */
	void forbid() {
		set(false);
	}

	/**
	 * Make a server share the port when it binds it.
	 * @param httpServer the server
	 * @return the server that shares
	 */
	HttpServer join(HttpServer httpServer) {
		return httpServer.option(this.option, true);
	}

	private boolean set(boolean value) {
		try {
			return this.listener.config().setOption(this.option, value);
		}
		catch (RuntimeException | LinkageError ex) {
			return false;
		}
	}

}
