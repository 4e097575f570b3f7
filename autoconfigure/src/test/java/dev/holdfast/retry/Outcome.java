package dev.holdfast.retry;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;

/**
 * Counts the signals that a request ends with.
 */
final class Outcome extends BaseSubscriber<Void> {

	private final AtomicInteger signals = new AtomicInteger();

	private final AtomicReference<Throwable> error = new AtomicReference<>();

	Outcome(Mono<Void> handling) {
		handling.subscribe(this);
	}

	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		subscription.request(Long.MAX_VALUE);
	}

	@Override
	protected void hookOnComplete() {
		this.signals.incrementAndGet();
	}

	@Override
	protected void hookOnError(Throwable throwable) {
		this.error.set(throwable);
		this.signals.incrementAndGet();
	}

	int signals() {
		return this.signals.get();
	}

	Throwable error() {
		return this.error.get();
	}

}
