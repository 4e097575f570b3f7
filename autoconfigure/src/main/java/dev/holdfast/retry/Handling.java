package dev.holdfast.retry;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * One run of the application's handling of a request: the exchange that it sees, and the
 * subscriber that hears how it ends. One object for all of it, as there is one for every
 * request.
 * <p>
 * Either the application commits its answer, or it is taken over, or all is over:
 * whichever comes first, on whichever threads, decided by one atomic state. Only who
 * moves the state away from {@code OPEN} or {@code COMMITTED} may signal downstream.
 * Nothing is taken over that is committed, not even before its first byte: from the
 * decision on, some thread is on its way to write. Only the writing itself can tell that
 * it has failed, and opens the state again.
 */
final class Handling extends GuardedExchange implements CoreSubscriber<Void>, Subscription {

	private static final Log logger = LogFactory.getLog(Handling.class);

	private static final AtomicIntegerFieldUpdater<Handling> STATE = AtomicIntegerFieldUpdater
		.newUpdater(Handling.class, "state");

	private static final int OPEN = 0;

	private static final int COMMITTED = 1;

	private static final int TAKEN = 2;

	private static final int OVER = 3;

	private final RetryFilter filter;

	private final CoreSubscriber<? super Void> actual;

	private final ServerHttpResponse response;

	private final long arrived;

	private volatile int state;

	private volatile @Nullable Subscription upstream;

	private volatile @Nullable Disposable answer;

	Handling(RetryFilter filter, ServerWebExchange exchange, CoreSubscriber<? super Void> actual) {
		super(exchange);
		this.filter = filter;
		this.actual = actual;
		this.response = GuardedResponse.of(exchange.getResponse(), this);
		this.arrived = filter.now();
	}

	// The one that the application writes
	@Override
	public ServerHttpResponse getResponse() {
		return this.response;
	}

	long arrived() {
		return this.arrived;
	}

	@Override
	boolean isTaken() {
		return this.state == TAKEN;
	}

	@Override
	public Context currentContext() {
		return this.actual.currentContext();
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.upstream = subscription;
		this.actual.onSubscribe(this);
		begin();
	}

	private void begin() {
		if (this.state == OPEN) {
			this.filter.began(this);
			if (this.state != OPEN) {
				this.filter.ended(this);
			}
		}
	}

	@Override
	public void request(long n) {
		Objects.requireNonNull(this.upstream).request(n);
	}

	@Override
	public void onNext(Void none) {
		// There is none
	}

	@Override
	public void onComplete() {
		// What is complete without having been committed is committed further out
		if (mayCommit() && STATE.compareAndSet(this, COMMITTED, OVER)) {
			this.actual.onComplete();
		}
	}

	@Override
	public void onError(Throwable error) {
		if (this.state == OPEN && takeOver(instead(error))) {
			return;
		}
		if (STATE.compareAndSet(this, OPEN, OVER) || STATE.compareAndSet(this, COMMITTED, OVER)) {
			this.filter.ended(this);
			this.actual.onError(error);
		}
		else if (this.state == TAKEN) {
			logger.debug("Failed after its answer had been taken over: " + getRequest().getPath(), error);
		}
		else {
			Operators.onErrorDropped(error, currentContext());
		}
	}

	/**
	 * The application has failed without a signal.
	 * @param error what it has thrown
	 * @return whether that is taken care of, which it is not if all was over before
	 */
	boolean failed(Throwable error) {
		if (this.state == OVER) {
			return false;
		}
		if (this.upstream == null) {
			onSubscribe(Operators.emptySubscription());
		}
		onError(error);
		// It has not ended by itself
		letGo();
		return true;
	}

	/**
	 * Decide whether the application may begin its answer.
	 * @return whether it may, and nothing else can take its place any more
	 */
	boolean mayCommit() {
		if (this.state == OPEN) {
			if (isServerError() && takeOver(instead(FailureRecorder.failureOf(this)))) {
				return false;
			}
			if (STATE.compareAndSet(this, OPEN, COMMITTED)) {
				this.filter.ended(this);
			}
		}
		// Once all is over, nothing of ours is in the way
		return this.state != TAKEN;
	}

	/**
	 * The application's writing has failed. If nothing has been sent, it has not begun
	 * its answer after all.
	 */
	void writeFailed() {
		if (!ownResponse().isCommitted() && STATE.compareAndSet(this, COMMITTED, OPEN)) {
			begin();
		}
	}

	// If the decision itself fails, the application's answer is right
	private @Nullable Mono<Void> instead(@Nullable Throwable error) {
		try {
			return this.filter.insteadOf(this, error);
		}
		catch (RuntimeException | LinkageError | StackOverflowError | AssertionError ex) {
			logger.debug("Cannot decide on the failure of " + getRequest().getPath(), ex);
			return null;
		}
	}

	/**
	 * Answer in the application's place, unless it has begun its answer.
	 * @param instead the answer, or {@code null} for none
	 * @return whether the answer is taken over
	 */
	boolean takeOver(@Nullable Mono<Void> instead) {
		if (instead == null || !STATE.compareAndSet(this, OPEN, TAKEN)) {
			return false;
		}
		letGo();
		answerWith(instead);
		return true;
	}

	private void letGo() {
		Subscription subscription = this.upstream;
		// From here on this holds nothing of the application but the request
		this.upstream = Operators.cancelledSubscription();
		try {
			if (subscription != null) {
				subscription.cancel();
			}
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("Cannot be cancelled: " + getRequest().getPath(), ex);
		}
	}

	private void answerWith(Mono<Void> instead) {
		this.filter.ended(this);
		this.answer = instead.contextWrite((context) -> context.putAll(currentContext().readOnly()))
			.subscribe(null, (error) -> answered(() -> this.actual.onError(error)),
					() -> answered(this.actual::onComplete));
		if (this.state == OVER) {
			cancelAnswer();
		}
	}

	private void answered(Runnable signal) {
		if (STATE.compareAndSet(this, TAKEN, OVER)) {
			signal.run();
		}
	}

	@Override
	public void cancel() {
		int before = STATE.getAndSet(this, OVER);
		this.filter.ended(this);
		if (before == TAKEN) {
			cancelAnswer();
		}
		else if (before != OVER) {
			Objects.requireNonNull(this.upstream).cancel();
		}
	}

	private void cancelAnswer() {
		Disposable taken = this.answer;
		if (taken != null) {
			taken.dispose();
		}
	}

}
