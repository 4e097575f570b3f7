package dev.holdfast.retry;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The body of an answer, whose first part begins the answer. An error before that is an
 * error of a request that has no answer yet.
 */
final class GuardedBody {

	private static final Log logger = LogFactory.getLog(GuardedBody.class);

	private GuardedBody() {
	}

	/**
	 * Guard a body whose first part begins the answer. A body without any begins nothing
	 * if it is a {@link Mono}, as that is written otherwise.
	 * @param <T> the type of its parts
	 * @param body the body
	 * @param handling the request that is answered
	 * @return the same body, which stays silent if the answer may not be begun; a
	 * {@link Mono} if it was one
	 */
	static <T> Publisher<T> of(Publisher<T> body, Handling handling) {
		return (body instanceof Mono<T> mono) ? new OnePart<>(mono, handling) : ofParts(body, handling);
	}

	/**
	 * Guard a body that begins the answer even if it has no part.
	 * @param <T> the type of its parts
	 * @param body the body
	 * @param handling the request that is answered
	 * @return the same body, which stays silent if the answer may not be begun
	 */
	static <T> Publisher<T> ofParts(Publisher<T> body, Handling handling) {
		return new Parts<>(body, handling);
	}

	private static final class OnePart<T> extends Mono<T> {

		private final Mono<T> body;

		private final Handling handling;

		OnePart(Mono<T> body, Handling handling) {
			this.body = body;
			this.handling = handling;
		}

		@Override
		public void subscribe(CoreSubscriber<? super T> actual) {
			this.body.subscribe(new Guard<>(this.handling, actual));
		}

	}

	private static final class Parts<T> extends Flux<T> {

		private final Publisher<T> body;

		private final Handling handling;

		Parts(Publisher<T> body, Handling handling) {
			this.body = body;
			this.handling = handling;
		}

		@Override
		public void subscribe(CoreSubscriber<? super T> actual) {
			this.body.subscribe(new PartsGuard<>(this.handling, actual));
		}

	}

	private static class Guard<T> extends GuardingSubscriber<T> {

		Guard(Handling handling, CoreSubscriber<? super T> actual) {
			super(handling, actual);
		}

		@Override
		public void onNext(T part) {
			if (this.handling.mayCommit()) {
				this.actual.onNext(part);
			}
			else if (part instanceof DataBuffer buffer) {
				DataBufferUtils.release(buffer);
			}
		}

		@Override
		public void onError(Throwable error) {
			if (this.handling.isTaken()) {
				// The response would drop headers, which are ours by now
				logger.debug("Body failed after its answer had been taken over", error);
			}
			else {
				this.actual.onError(error);
			}
		}

		@Override
		public void onComplete() {
			if (!this.handling.isTaken()) {
				this.actual.onComplete();
			}
		}

	}

	/**
	 * Lets the end begin the answer too, if there was no part.
	 *
	 * @param <T> the type of the parts
	 */
	private static final class PartsGuard<T> extends Guard<T> {

		PartsGuard(Handling handling, CoreSubscriber<? super T> actual) {
			super(handling, actual);
		}

		@Override
		public void onComplete() {
			if (this.handling.mayCommit()) {
				this.actual.onComplete();
			}
		}

	}

}
