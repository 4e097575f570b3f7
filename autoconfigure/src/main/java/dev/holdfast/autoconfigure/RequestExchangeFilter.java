package dev.holdfast.autoconfigure;

import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

import dev.holdfast.request.RequestScopes;

/**
 * Makes the exchange known before any filter of the application may ask for it, whatever
 * its order.
 */
final class RequestExchangeFilter implements WebFilter, PriorityOrdered {

	private final RequestScopes scopes;

	RequestExchangeFilter(RequestScopes scopes) {
		this.scopes = scopes;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE + 10;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		return this.scopes.filter(exchange, chain);
	}

	// It is part of a checkpoint that is named anew for each request
	@Override
	public String toString() {
		return "RequestExchangeFilter";
	}

}
