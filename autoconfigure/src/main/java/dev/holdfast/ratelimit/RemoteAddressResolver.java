package dev.holdfast.ratelimit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

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

	private final List<AddressRange> trusted;

	RemoteAddressResolver(List<String> trustedProxies) {
		this.trusted = trustedProxies.stream().map(AddressRange::parse).toList();
	}

	@Override
	public Mono<String> resolve(ServerWebExchange exchange) {
		InetSocketAddress remote = exchange.getRequest().getRemoteAddress();
		InetAddress address = (remote != null) ? remote.getAddress() : null;
		return (address != null) ? Mono.just(identifier(client(address, exchange))) : Mono.empty();
	}

	private InetAddress client(InetAddress peer, ServerWebExchange exchange) {
		if (!isTrusted(peer)) {
			return peer;
		}
		InetAddress client = peer;
		String[] forwarded = StringUtils.tokenizeToStringArray(
				String.join(",", exchange.getRequest().getHeaders().getOrEmpty("X-Forwarded-For")), ",");
		for (int i = forwarded.length - 1; i >= 0; i--) {
			InetAddress address = literal(forwarded[i]);
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

	private static @Nullable InetAddress literal(String text) {
		boolean inBrackets = text.startsWith("[") && text.endsWith("]");
		return AddressRange.literal(inBrackets ? text.substring(1, text.length() - 1) : text);
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
