package dev.holdfast.ratelimit;

import java.security.Principal;
import java.util.List;

import org.springframework.util.Assert;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Tells whom a request counts for. Called for each request of a limited route.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RateLimitKeyResolver {

	/**
	 * Return whom a request counts for.
	 * @param exchange the request
	 * @return the identifier; all requests for which it is empty are counted together
	 */
	Mono<String> resolve(ServerWebExchange exchange);

	/**
	 * Ask another resolver where this one does not know.
	 * @param other the other one
	 * @return a resolver that asks both
	 */
	default RateLimitKeyResolver orElse(RateLimitKeyResolver other) {
		return (exchange) -> resolve(exchange).switchIfEmpty(Mono.defer(() -> other.resolve(exchange)));
	}

	/**
	 * Count by the address of the client: that of the connection, or, if this is a proxy
	 * that is trusted, the last one in {@code X-Forwarded-For} that is not. Of an IPv6
	 * address the first 64 bits count, as a client has all the others to itself.
	 * @param trustedProxies addresses or ranges of addresses, such as {@code 10.0.0.0/8}
	 * @return the resolver
	 */
	static RateLimitKeyResolver remoteAddress(List<String> trustedProxies) {
		return new RemoteAddressResolver(trustedProxies);
	}

	/**
	 * Count by the name of who is logged in.
	 * @return the resolver
	 */
	static RateLimitKeyResolver principal() {
		return (exchange) -> exchange.getPrincipal().map(Principal::getName).map((name) -> "user:" + name);
	}

	/**
	 * Count by a header, such as an API key. Only where somebody else has checked it: who
	 * can choose the value has as many limits as there are values.
	 * @param name the name of the header
	 * @return the resolver
	 */
	static RateLimitKeyResolver header(String name) {
		Assert.hasText(name, "'name' must not be empty");
		return (exchange) -> Mono.justOrEmpty(exchange.getRequest().getHeaders().getFirst(name))
			.map((value) -> "header:" + value);
	}

}
