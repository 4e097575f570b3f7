package dev.holdfast.ratelimit;

import java.util.function.Function;

import org.springframework.core.Ordered;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerAdapter;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Calls methods of controllers with {@link RateLimited}, if they may be called. It stands
 * before the adapter that calls them, where it is known which method is meant and nothing
 * has been read yet.
 *
 * @since 0.1.0
 */
public final class RateLimitHandlerAdapter implements HandlerAdapter, Ordered {

	private final RateLimitedMethods methods;

	private final HandlerAdapter delegate;

	/**
	 * Create an adapter.
	 * @param limiters the limiters
	 * @param resolvers finds a resolver by the name of its bean, which may be empty
	 * @param delegate calls the methods
	 */
	public RateLimitHandlerAdapter(RateLimiters limiters, Function<String, RateLimitKeyResolver> resolvers,
			HandlerAdapter delegate) {
		this.methods = new RateLimitedMethods(limiters, resolvers);
		this.delegate = delegate;
	}

	/**
	 * Define what a method needs, so that a mistake in its annotation does not wait for
	 * the first request.
	 * @param method the method, limited or not
	 * @throws RateLimitDefinitionException if its annotation makes no sense
	 */
	public void prepare(HandlerMethod method) {
		this.methods.gate(method);
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE + 10;
	}

	@Override
	public boolean supports(Object handler) {
		return handler instanceof HandlerMethod method && this.methods.gate(method).isPresent()
				&& this.delegate.supports(handler);
	}

	@Override
	public Mono<HandlerResult> handle(ServerWebExchange exchange, Object handler) {
		return this.methods.gate((HandlerMethod) handler)
			.orElseThrow()
			.admit(exchange)
			.flatMap((allowed) -> allowed ? this.delegate.handle(exchange, handler)
					: exchange.getResponse().setComplete().then(Mono.empty()));
	}

}
