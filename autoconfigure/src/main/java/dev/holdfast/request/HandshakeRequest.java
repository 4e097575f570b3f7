package dev.holdfast.request;

import java.net.InetSocketAddress;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * A request as it was when it became a web socket. Servers use what is behind it for
 * other requests while the session lasts, and what those send must not be seen here.
 */
final class HandshakeRequest extends ServerHttpRequestDecorator {

	private final HttpHeaders headers = new HttpHeaders();

	private final MultiValueMap<String, HttpCookie> cookies;

	private final @Nullable InetSocketAddress localAddress;

	private final @Nullable InetSocketAddress remoteAddress;

	HandshakeRequest(ServerHttpRequest request) {
		super(request);
		this.headers.addAll(request.getHeaders());
		this.cookies = new LinkedMultiValueMap<>(request.getCookies());
		this.localAddress = request.getLocalAddress();
		this.remoteAddress = request.getRemoteAddress();
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.headers;
	}

	@Override
	public MultiValueMap<String, HttpCookie> getCookies() {
		return this.cookies;
	}

	@Override
	public @Nullable InetSocketAddress getLocalAddress() {
		return this.localAddress;
	}

	@Override
	public @Nullable InetSocketAddress getRemoteAddress() {
		return this.remoteAddress;
	}

}
