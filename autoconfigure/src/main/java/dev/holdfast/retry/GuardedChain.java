package dev.holdfast.retry;

import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/**
 * The filters behind this one and the application, whose answer is taken over if it turns
 * out to be stale. An operator of its own since every request goes through it.
 */
final class GuardedChain extends Mono<Void> {

	private final RetryFilter filter;

	private final ServerWebExchange exchange;

	private final WebFilterChain chain;

	GuardedChain(RetryFilter filter, ServerWebExchange exchange, WebFilterChain chain) {
		this.filter = filter;
		this.exchange = exchange;
		this.chain = chain;
	}

	@Override
	public void subscribe(CoreSubscriber<? super Void> actual) {
		Handling handling = new Handling(this.filter, this.exchange, actual);
		try {
			this.chain.filter(handling).subscribe(handling);
		}
		catch (RuntimeException | LinkageError ex) {
			// Reactor lets linkage errors through, which are the most stale of all
			if (!handling.failed(ex)) {
				throw ex;
			}
		}
	}

}
