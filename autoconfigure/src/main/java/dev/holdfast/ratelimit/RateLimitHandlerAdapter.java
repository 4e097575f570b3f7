package dev.holdfast.ratelimit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
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

	private final Map<HandlerMethod, RateLimitGate> gates = new ConcurrentHashMap<>();

	private final RateLimiters limiters;

	private final Function<String, RateLimitKeyResolver> resolvers;

	private final HandlerAdapter delegate;

	/**
	 * Create an adapter.
	 * @param limiters the limiters
	 * @param resolvers finds a resolver by the name of its bean, which may be empty
	 * @param delegate calls the methods
	 */
	public RateLimitHandlerAdapter(RateLimiters limiters, Function<String, RateLimitKeyResolver> resolvers,
			HandlerAdapter delegate) {
		this.limiters = limiters;
		this.resolvers = resolvers;
		this.delegate = delegate;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE + 10;
	}

	@Override
	public boolean supports(Object handler) {
		return handler instanceof HandlerMethod method && annotation(method) != null && this.delegate.supports(handler);
	}

	private static @Nullable RateLimited annotation(HandlerMethod method) {
		RateLimited annotation = method.getMethodAnnotation(RateLimited.class);
		return (annotation != null) ? annotation
				: AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), RateLimited.class);
	}

	@Override
	public Mono<HandlerResult> handle(ServerWebExchange exchange, Object handler) {
		RateLimitGate gate = this.gates.computeIfAbsent((HandlerMethod) handler, this::gate);
		return gate.admit(exchange)
			.flatMap((allowed) -> allowed ? this.delegate.handle(exchange, handler)
					: exchange.getResponse().setComplete().then(Mono.empty()));
	}

	private RateLimitGate gate(HandlerMethod method) {
		RateLimited annotation = annotation(method);
		if (annotation == null) {
			throw new IllegalStateException(method + " is not limited");
		}
		return new RateLimitGate(limiter(annotation), this.resolvers.apply(annotation.resolver()));
	}

	private RateLimiter limiter(RateLimited annotation) {
		if (annotation.limit() == 0) {
			return this.limiters.get(annotation.value());
		}
		return this.limiters.define(annotation.value(), new RateLimit(annotation.limit(),
				DurationStyle.detectAndParse(annotation.window()), annotation.algorithm()));
	}

}
