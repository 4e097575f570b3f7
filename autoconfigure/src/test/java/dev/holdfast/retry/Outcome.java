package dev.holdfast.retry;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/**
 * Counts the signals that a request ends with, all of them: unlike the subscribers of
 * Reactor it does not drop those that come after the first.
 */
final class Outcome implements CoreSubscriber<Void> {

	private final AtomicInteger signals = new AtomicInteger();

	private final AtomicReference<Throwable> error = new AtomicReference<>();

	private volatile Subscription subscription = Operators.emptySubscription();

	Outcome(Mono<Void> handling) {
		handling.subscribe(this);
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.subscription = subscription;
		subscription.request(Long.MAX_VALUE);
	}

	@Override
	public void onNext(Void none) {
		throw new IllegalStateException("There is none");
	}

	@Override
	public void onComplete() {
		this.signals.incrementAndGet();
	}

	@Override
	public void onError(Throwable throwable) {
		this.error.set(throwable);
		this.signals.incrementAndGet();
	}

	void dispose() {
		this.subscription.cancel();
	}

	int signals() {
		return this.signals.get();
	}

	Throwable error() {
		return this.error.get();
	}

}
