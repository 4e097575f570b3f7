package dev.holdfast.server;

import java.net.SocketAddress;

import io.netty.handler.codec.http.HttpHeaders;
import reactor.netty.http.server.HttpServerRequest;

import dev.holdfast.access.AccessRequest;

/**
 * Tells the gate who asks.
 */
final class AccessRequests {

	private AccessRequests() {
	}

	static AccessRequest of(HttpServerRequest request) {
		// The request's own address may be one that a header claims
		SocketAddress[] peer = new SocketAddress[1];
		request.withConnection((connection) -> peer[0] = connection.channel().remoteAddress());
		HttpHeaders headers = request.requestHeaders();
		return AccessRequest.of(peer[0], headers::getAll);
	}

}
