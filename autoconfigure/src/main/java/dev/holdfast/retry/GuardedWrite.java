package dev.holdfast.retry;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * The writing of an answer, which tells if it fails: nobody is on the way to write then.
 */
final class GuardedWrite extends Mono<Void> {

	private final Mono<Void> write;

	private final Handling handling;

	GuardedWrite(Mono<Void> write, Handling handling) {
		this.write = write;
		this.handling = handling;
	}

	@Override
	public void subscribe(CoreSubscriber<? super Void> actual) {
		this.write.subscribe(new Guard(this.handling, actual));
	}

	/**
	 * Keeps the subscription to itself, so that errors cannot be handed on past it.
	 */
	private static final class Guard implements CoreSubscriber<Void>, Subscription {

		private final Handling handling;

		private final CoreSubscriber<? super Void> actual;

		private Subscription upstream = Operators.emptySubscription();

		Guard(Handling handling, CoreSubscriber<? super Void> actual) {
			this.handling = handling;
			this.actual = actual;
		}

		@Override
		public Context currentContext() {
			return this.actual.currentContext();
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.upstream = subscription;
			this.actual.onSubscribe(this);
		}

		@Override
		public void onNext(Void none) {
			// There is none
		}

		@Override
		public void onError(Throwable error) {
			this.handling.writeFailed();
			this.actual.onError(error);
		}

		@Override
		public void onComplete() {
			this.actual.onComplete();
		}

		@Override
		public void request(long n) {
			this.upstream.request(n);
		}

		@Override
		public void cancel() {
			this.upstream.cancel();
		}

	}

}
