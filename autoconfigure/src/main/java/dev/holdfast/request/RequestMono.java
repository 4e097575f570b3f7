package dev.holdfast.request;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * A request from its subscription to its last signal, known to all that is subscribed to
 * within. It does what {@code defer}, {@code contextWrite} and {@code doFinally} would do
 * together, in one operator since every request pays for it: they restore all thread
 * locals at each signal, and this one sets only its own.
 * <p>
 * Thread-safe as any subscriber is: signals come one after the other, a cancellation at
 * any time, and the first of those that end the request releases it.
 */
final class RequestMono extends Mono<Void> {

	private final RequestScopes scopes;

	private final HttpHandler handler;

	private final ServerHttpRequest request;

	private final ServerHttpResponse response;

	RequestMono(RequestScopes scopes, HttpHandler handler, ServerHttpRequest request, ServerHttpResponse response) {
		this.scopes = scopes;
		this.handler = handler;
		this.request = request;
		this.response = response;
	}

	@Override
	public void subscribe(CoreSubscriber<? super Void> actual) {
		ActiveRequest active = this.scopes.begin(this.request.getId());
		Handling handling = new Handling(this.scopes, active, actual);
		try {
			handling.within(active, () -> handle(active).subscribe(handling));
		}
		catch (RuntimeException | Error ex) {
			// Reactor lets linkage errors and the like through, and no signal follows
			handling.release();
			throw ex;
		}
	}

	private Mono<Void> handle(ActiveRequest active) {
		try {
			return this.handler.handle(this.request, ListenedResponse.of(this.response, active));
		}
		catch (Throwable ex) {
			return Mono.error(Operators.onOperatorError(ex, Context.empty()));
		}
	}

	private static final class Handling implements CoreSubscriber<Void>, Subscription {

		private static final AtomicIntegerFieldUpdater<Handling> RELEASED = AtomicIntegerFieldUpdater
			.newUpdater(Handling.class, "released");

		private final RequestScopes scopes;

		private final ActiveRequest active;

		private final CoreSubscriber<? super Void> actual;

		private final Context context;

		private final @Nullable ActiveRequest outer;

		private final boolean automatic = Hooks.isAutomaticContextPropagationEnabled();

		private Subscription subscription = Operators.emptySubscription();

		private volatile int released;

		Handling(RequestScopes scopes, ActiveRequest active, CoreSubscriber<? super Void> actual) {
			this.scopes = scopes;
			this.active = active;
			this.actual = actual;
			Context context = actual.currentContext();
			this.outer = context.getOrDefault(CurrentRequest.KEY, null);
			this.context = context.put(CurrentRequest.KEY, active);
		}

		@Override
		public Context currentContext() {
			return this.context;
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.subscription = subscription;
			within(this.outer, () -> this.actual.onSubscribe(this));
		}

		@Override
		public void onNext(Void nothing) {
			// There is no such thing
		}

		@Override
		public void onError(Throwable ex) {
			try {
				within(this.outer, () -> this.actual.onError(ex));
			}
			finally {
				release();
			}
		}

		@Override
		public void onComplete() {
			try {
				within(this.outer, this.actual::onComplete);
			}
			finally {
				release();
			}
		}

		@Override
		public void request(long n) {
			within(this.active, () -> this.subscription.request(n));
		}

		@Override
		public void cancel() {
			try {
				within(this.active, this.subscription::cancel);
			}
			finally {
				release();
			}
		}

		private void release() {
			if (RELEASED.compareAndSet(this, 0, 1)) {
				this.scopes.release(this.active);
			}
		}

		private void within(@Nullable ActiveRequest current, Runnable signal) {
			if (this.automatic) {
				this.scopes.current().run(current, signal);
			}
			else {
				signal.run();
			}
		}

	}

}
