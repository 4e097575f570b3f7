package dev.holdfast.retry;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

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

	private static final class Guard extends GuardingSubscriber<Void> {

		Guard(Handling handling, CoreSubscriber<? super Void> actual) {
			super(handling, actual);
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

	}

}
