package dev.holdfast.retry;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.reactive.DispatchExceptionHandler;
import org.springframework.web.reactive.HandlerAdapter;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Notes what a handler failed with, before an {@code @ExceptionHandler} of the
 * application makes an answer of it. Comes before all other adapters and lets them do the
 * work.
 * <p>
 * Adapters handle what a method throws by themselves, so that is noted on its way through
 * Reactor's operators, by the hook for one subscription. It covers the call of the
 * handler only, not what that returns.
 *
 * @since 0.1.0
 */
public final class FailureRecorder implements HandlerAdapter, DispatchExceptionHandler, Ordered {

	private static final String ATTRIBUTE = FailureRecorder.class.getName() + ".failure";

	private static final String OPERATOR_HOOK = "reactor.onOperatorError.local";

	private final Supplier<List<HandlerAdapter>> adapters;

	/**
	 * Create a recorder.
	 * @param adapters all adapters in their order, asked for each request
	 */
	public FailureRecorder(Supplier<List<HandlerAdapter>> adapters) {
		this.adapters = adapters;
	}

	/**
	 * Return the last failure of the handling of a request.
	 * @param exchange the exchange
	 * @return what it failed with, or {@code null} if nothing is known
	 */
	static @Nullable Throwable failureOf(ServerWebExchange exchange) {
		return exchange.getAttribute(ATTRIBUTE);
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public boolean supports(Object handler) {
		return find(handler) != null;
	}

	@Override
	public Mono<HandlerResult> handle(ServerWebExchange exchange, Object handler) {
		HandlerAdapter adapter = find(handler);
		if (adapter == null) {
			return Mono.error(new IllegalStateException("No HandlerAdapter: " + handler));
		}
		return adapter.handle(exchange, handler)
			.doOnNext((result) -> noteFailureOf(result))
			.contextWrite((outer) -> outer.put(OPERATOR_HOOK, noteAfter(outer, exchange)));
	}

	// Unwraps errors and asks other hooks, as if there were no hook here
	private static BiFunction<Throwable, @Nullable Object, Throwable> noteAfter(Context outer,
			ServerWebExchange exchange) {
		return (error, signal) -> note(exchange, Operators.onOperatorError(null, error, signal, outer));
	}

	private static void noteFailureOf(HandlerResult result) {
		DispatchExceptionHandler next = result.getExceptionHandler();
		if (next != null) {
			result.setExceptionHandler((exchange, error) -> next.handleError(exchange, note(exchange, error)));
		}
	}

	@Override
	public Mono<HandlerResult> handleError(ServerWebExchange exchange, Throwable error) {
		// For the next one to handle
		return Mono.error(note(exchange, error));
	}

	private static Throwable note(ServerWebExchange exchange, Throwable error) {
		exchange.getAttributes().put(ATTRIBUTE, error);
		return error;
	}

	private @Nullable HandlerAdapter find(Object handler) {
		for (HandlerAdapter adapter : this.adapters.get()) {
			if (adapter != this && adapter.supports(handler)) {
				return adapter;
			}
		}
		return null;
	}

}
