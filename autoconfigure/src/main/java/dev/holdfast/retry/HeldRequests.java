package dev.holdfast.retry;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import dev.holdfast.restart.GenerationState;
import dev.holdfast.restart.Generations;

/**
 * Holds requests of one generation until the application is stable, and sends their
 * clients to the same place again. Holding takes no thread.
 * <p>
 * Thread-safe: the number of requests that are held is counted atomically, all else is
 * immutable.
 */
final class HeldRequests {

	private static final Log logger = LogFactory.getLog(HeldRequests.class);

	private final AtomicInteger count = new AtomicInteger();

	private final Generations generations;

	private final int generation;

	private final RetrySettings settings;

	private final RetryServer server;

	private final RetryAttempts attempts;

	private final RetryCounts counts;

	private final Scheduler scheduler;

	HeldRequests(Generations generations, RetrySettings settings, RetryServer server, RetryAttempts attempts,
			RetryCounts counts, Scheduler scheduler) {
		this.generations = generations;
		this.generation = generations.current().number();
		this.settings = settings;
		this.server = server;
		this.attempts = attempts;
		this.counts = counts;
		this.scheduler = scheduler;
	}

	/**
	 * Hold a request.
	 * @param handling the request
	 * @param error what it failed with, or {@code null} if that is not known
	 * @param attempt which of its attempts this is, or 0 if they do not count
	 * @return writes the answer in the end
	 */
	Mono<Void> hold(Handling handling, @Nullable Throwable error, int attempt) {
		if (error != null && logger.isDebugEnabled()) {
			logger.debug("Failed because of a restart, so it is held: " + handling.getRequest().getPath(), error);
		}
		return Mono.defer(() -> {
			if (this.count.incrementAndGet() > this.settings.maxHeld()) {
				this.count.decrementAndGet();
				return crowded(handling, error);
			}
			this.counts.held();
			this.server.held(handling.getRequest());
			return stableAfter(attempt).map((stable) -> again(handling, error, attempt, stable))
				.defaultIfEmpty(expired(handling, error))
				.flatMap((answer) -> answer)
				.doFinally((signal) -> this.count.decrementAndGet());
		});
	}

	// The number of the stable generation, or nothing if there is none in time
	private Mono<Integer> stableAfter(int attempt) {
		Duration half = this.settings.maxWait().dividedBy(2);
		Duration backoff = this.settings.backoff().before(attempt);
		return inTime(delay((backoff.compareTo(half) < 0) ? backoff : half).then(whenStable()))
			.map(GenerationState::number)
			.flatMap((stable) -> delay(spread()).thenReturn(stable));
	}

	/**
	 * Wait until the application is stable, as long as a request is held at most.
	 * @return whether it has become so
	 */
	Mono<Boolean> stableInTime() {
		return inTime(whenStable()).hasElement();
	}

	private <T> Mono<T> inTime(Mono<T> wait) {
		return wait.timeout(this.settings.maxWait(), Mono.empty(), this.scheduler);
	}

	// Generations tell under their own lock
	private Mono<GenerationState> whenStable() {
		return this.generations.whenStable(this.settings.quietPeriod()).publishOn(this.scheduler);
	}

	private Mono<Void> again(Handling handling, @Nullable Throwable error, int attempt, int stable) {
		this.counts.retried();
		if (attempt > 0) {
			this.attempts.released(this.generation, handling.getRequest(), attempt);
		}
		return answer(handling).again(RetryTarget.of(handling.getRequest(), this.server),
				RetryAnswer.diagnosis(this.generation, stable, error));
	}

	/**
	 * Give a request up.
	 * @param handling the request
	 * @param error what it failed with, or {@code null} if that is not known
	 * @return writes the answer
	 */
	Mono<Void> expired(Handling handling, @Nullable Throwable error) {
		return unavailable(handling, error,
				"The application did not become stable within the " + this.settings.maxWait().toMillis()
						+ " ms of holdfast.retry.max-wait, after the restart that this request met.");
	}

	private Mono<Void> crowded(Handling handling, @Nullable Throwable error) {
		return unavailable(handling, error, "The application restarts, and " + this.settings.maxHeld()
				+ " requests (holdfast.retry.max-held) wait for it already.");
	}

	private Mono<Void> unavailable(Handling handling, @Nullable Throwable error, String detail) {
		return Mono.defer(() -> {
			this.counts.expired();
			String diagnosis = RetryAnswer.diagnosis(this.generation, this.generations.current().number(), error);
			return answer(handling).unavailable(diagnosis, detail + " Send it again later.");
		});
	}

	private RetryAnswer answer(Handling handling) {
		return new RetryAnswer(handling.getRequest(), handling.ownResponse(), this.server, this.scheduler);
	}

	private Mono<Long> delay(Duration delay) {
		return delay.isZero() ? Mono.just(0L) : Mono.delay(delay, this.scheduler);
	}

	private Duration spread() {
		long nanos = this.settings.spread().toNanos();
		return (nanos > 0) ? Duration.ofNanos(ThreadLocalRandom.current().nextLong(nanos)) : Duration.ZERO;
	}

}
