package dev.holdfast.ratelimit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Finds the address of a client. What a client writes into {@code X-Forwarded-For} stands
 * left of what the proxies add; so the header is read from the right, as far as there are
 * trusted proxies.
 */
final class RemoteAddressResolver implements RateLimitKeyResolver {

	private static final int NETWORK_BYTES = 8;

	private static final Log logger = LogFactory.getLog(RemoteAddressResolver.class);

	private final List<AddressRange> trusted;

	private final AtomicBoolean warned = new AtomicBoolean();

	RemoteAddressResolver(List<String> trustedProxies) {
		this.trusted = trustedProxies.stream().map(AddressRange::parse).toList();
	}

	@Override
	public Mono<String> resolve(ServerWebExchange exchange) {
		RequestOrigin origin = RequestOrigin.of(exchange.getRequest());
		InetSocketAddress peer = origin.peer();
		if (peer == null) {
			return Mono.empty();
		}
		InetAddress address = address(peer);
		return Mono.just((address != null) ? identifier(client(address, origin.forwardedFor()))
				: "host:" + peer.getHostString());
	}

	// Not resolved if Spring has taken it from a header
	private static @Nullable InetAddress address(InetSocketAddress peer) {
		InetAddress address = peer.getAddress();
		return (address != null) ? address : AddressLiteral.parseForwarded(peer.getHostString());
	}

	private InetAddress client(InetAddress peer, List<String> forwardedFor) {
		if (!isTrusted(peer)) {
			if (this.trusted.isEmpty() && !forwardedFor.isEmpty() && this.warned.compareAndSet(false, true)) {
				logger.warn("A request from " + peer.getHostAddress() + " has an X-Forwarded-For header, which is not "
						+ "believed. If this is a proxy, all its clients count as one for rate limits: name it in "
						+ "holdfast.rate-limit.trusted-proxies.");
			}
			return peer;
		}
		InetAddress client = peer;
		String[] forwarded = StringUtils.tokenizeToStringArray(String.join(",", forwardedFor), ",");
		for (int i = forwarded.length - 1; i >= 0; i--) {
			InetAddress address = AddressLiteral.parseForwarded(forwarded[i]);
			if (address == null) {
				return client;
			}
			client = address;
			if (!isTrusted(address)) {
				return client;
			}
		}
		return client;
	}

	private boolean isTrusted(InetAddress address) {
		return this.trusted.stream().anyMatch((range) -> range.contains(address));
	}

	private static String identifier(InetAddress address) {
		if (address instanceof Inet6Address) {
			return "net:" + HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES));
		}
		return "ip:" + address.getHostAddress();
	}

}
