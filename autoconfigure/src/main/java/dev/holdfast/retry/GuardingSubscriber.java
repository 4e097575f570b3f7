package dev.holdfast.retry;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Stands between what the application writes and who sends it. Keeps the subscription to
 * itself: nothing is to be fused with it, as signals would bypass this.
 *
 * @param <T> the type of what is written
 */
abstract class GuardingSubscriber<T> implements CoreSubscriber<T>, Subscription {

	final Handling handling;

	final CoreSubscriber<? super T> actual;

	private Subscription upstream = Operators.emptySubscription();

	GuardingSubscriber(Handling handling, CoreSubscriber<? super T> actual) {
		this.handling = handling;
		this.actual = actual;
	}

	@Override
	public final Context currentContext() {
		return this.actual.currentContext();
	}

	@Override
	public final void onSubscribe(Subscription subscription) {
		this.upstream = subscription;
		this.actual.onSubscribe(this);
	}

	@Override
	public final void request(long n) {
		this.upstream.request(n);
	}

	@Override
	public final void cancel() {
		this.upstream.cancel();
	}

}
