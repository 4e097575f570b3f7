package dev.holdfast.retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.holdfast.restart.GenerationState;
import dev.holdfast.restart.Generations;
import dev.holdfast.restart.Restarts;
import dev.holdfast.retry.StaleErrorClassifier.Verdict;

/**
 * The outermost filter: takes the answer over from a request that a restart has spoilt,
 * holds it until the application is stable, and sends the client to the same place again.
 * <p>
 * Belongs to one generation, as all beans do, and so do the requests that come through
 * it. It outlives its context only as long as it holds some of them.
 * <p>
 * Thread-safe: a concurrent set of the requests that nobody has answered yet, and
 * otherwise immutable. Holding takes no thread.
 *
 * @since 0.1.0
 */
public final class RetryFilter implements WebFilter, PriorityOrdered, DisposableBean {

	private static final Log logger = LogFactory.getLog(RetryFilter.class);

	private static final int MAX_CLIENTS = 1000;

	private static final Duration WINDOW = Duration.ofSeconds(30);

	private final Set<Handling> open = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean classifierFailed = new AtomicBoolean();

	private final Generations generations;

	private final int generation;

	private final RetrySettings settings;

	private final List<StaleErrorClassifier> classifiers;

	private final RawTarget rawTarget;

	private final RetryAttempts attempts;

	private final RetryCounts counts;

	private final Scheduler scheduler;

	private volatile boolean swept;

	RetryFilter(Generations generations, RetrySettings settings, List<StaleErrorClassifier> classifiers,
			RawTarget rawTarget, RetryAttempts attempts, RetryCounts counts, Scheduler scheduler) {
		this.generations = generations;
		this.generation = generations.current().number();
		this.settings = settings;
		this.classifiers = List.copyOf(classifiers);
		this.rawTarget = rawTarget;
		this.attempts = attempts;
		this.counts = counts;
		this.scheduler = scheduler;
	}

	/**
	 * Create the filter of a generation.
	 * @param settings the settings
	 * @param classifiers what the application says of errors, in this order
	 * @param classLoader the loader of the application's classes
	 * @param rawTarget knows how requests were sent
	 * @param counts counts what becomes of requests
	 * @return the filter
	 */
	public static RetryFilter of(RetrySettings settings, List<StaleErrorClassifier> classifiers,
			@Nullable ClassLoader classLoader, RawTarget rawTarget, RetryCounts counts) {
		List<StaleErrorClassifier> all = new ArrayList<>(classifiers);
		all.add(new KnownStaleErrors(classLoader));
		RetryAttempts attempts = Restarts.survivor(RetryAttempts.class,
				() -> new RetryAttempts(MAX_CLIENTS, WINDOW, System::nanoTime));
		return new RetryFilter(Restarts.generations(), settings, all, rawTarget, attempts, counts,
				Schedulers.parallel());
	}

	// The outermost of all filters sees what the others make of a failure
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		return this.settings.covers(exchange.getRequest().getMethod()) ? new RetriedExchange(this, exchange, chain)
				: chain.filter(exchange);
	}

	long now() {
		return this.attempts.now();
	}

	void began(Handling handling) {
		this.open.add(handling);
		if (this.swept) {
			handling.takeOver(insteadOf(handling, null));
		}
	}

	void ended(Handling handling) {
		this.open.remove(handling);
	}

	int openCount() {
		return this.open.size();
	}

	/**
	 * Return what to answer instead of the application.
	 * @param handling the request
	 * @param error what it failed with, or {@code null} if that is not known
	 * @return the answer, or {@code null} if the application's own is right
	 */
	@Nullable Mono<Void> insteadOf(Handling handling, @Nullable Throwable error) {
		GenerationState current = this.generations.current();
		boolean live = RequestFailure.isLive(this.generation, current);
		if (error == null) {
			return live ? null : hold(handling, null, 0);
		}
		if (!isStale(failure(error, current))) {
			this.counts.passed();
			return null;
		}
		if (!live) {
			return hold(handling, error, 0);
		}
		int attempt = this.attempts.next(this.generation, handling.getRequest(), handling.arrived());
		if (attempt > this.settings.maxAttempts()) {
			this.counts.expired();
			handling.ownResponse().getHeaders().set(RetryAnswer.HEADER, RetryAnswer.ended(this.generation, error));
			return null;
		}
		return hold(handling, error, attempt);
	}

	private RequestFailure failure(Throwable error, GenerationState current) {
		return new RequestFailure(error, ErrorChain.of(error), this.generation, current,
				this.generations.isChangePending(this.settings.quietPeriod()));
	}

	private boolean isStale(RequestFailure failure) {
		for (StaleErrorClassifier classifier : this.classifiers) {
			Verdict verdict = verdict(classifier, failure);
			if (verdict != Verdict.UNDECIDED) {
				return verdict == Verdict.STALE;
			}
		}
		return !failure.isOfLiveGeneration() || failure.changePending();
	}

	private Verdict verdict(StaleErrorClassifier classifier, RequestFailure failure) {
		try {
			return classifier.classify(failure);
		}
		catch (RuntimeException | LinkageError | StackOverflowError | AssertionError ex) {
			if (this.classifierFailed.compareAndSet(false, true)) {
				logger.warn("Stale error classifier " + classifier.getClass().getName()
						+ " fails, so it decides nothing. Further failures are not logged. It was asked about "
						+ failure.error(), ex);
			}
			return Verdict.UNDECIDED;
		}
	}

	private Mono<Void> hold(Handling handling, @Nullable Throwable error, int attempt) {
		return Mono.defer(() -> {
			this.counts.held();
			Duration half = this.settings.maxWait().dividedBy(2);
			Duration backoff = this.settings.backoff(attempt);
			return delay((backoff.compareTo(half) < 0) ? backoff : half)
				.then(this.generations.whenStable(this.settings.quietPeriod()))
				.map(GenerationState::number)
				.timeout(this.settings.maxWait(), Mono.empty(), this.scheduler)
				.flatMap((stable) -> delay(spread()).thenReturn(stable))
				.map((stable) -> again(handling, error, attempt, stable))
				.defaultIfEmpty(Mono.defer(() -> expired(handling, error)))
				.flatMap((answer) -> answer);
		});
	}

	private Mono<Void> again(Handling handling, @Nullable Throwable error, int attempt, int stable) {
		this.counts.retried();
		if (attempt > 0) {
			this.attempts.released(this.generation, handling.getRequest(), attempt);
		}
		RetryAnswer answer = new RetryAnswer(handling.getRequest(), handling.ownResponse());
		return answer.again(RetryTarget.of(handling.getRequest(), this.rawTarget),
				RetryAnswer.diagnosis(this.generation, stable, error));
	}

	private Mono<Void> expired(Handling handling, @Nullable Throwable error) {
		this.counts.expired();
		RetryAnswer answer = new RetryAnswer(handling.getRequest(), handling.ownResponse());
		return answer.unavailable(RetryAnswer.diagnosis(this.generation, this.generations.current().number(), error),
				"The application did not become stable within " + this.settings.maxWait().toMillis()
						+ " ms after the restart that this request met. Send it again later.");
	}

	private Mono<Long> delay(Duration delay) {
		return delay.isZero() ? Mono.just(0L) : Mono.delay(delay, this.scheduler);
	}

	private Duration spread() {
		long nanos = this.settings.spread().toNanos();
		return (nanos > 0) ? Duration.ofNanos(ThreadLocalRandom.current().nextLong(nanos)) : Duration.ZERO;
	}

	/**
	 * The context closes: what this generation has not answered until the next one is
	 * stable is sent there, or given up if there is none in time.
	 */
	@Override
	public void destroy() {
		this.generations.whenStable(this.settings.quietPeriod())
			.map((stable) -> true)
			.timeout(this.settings.maxWait(), Mono.just(false), this.scheduler)
			.subscribe(this::sweep);
	}

	private void sweep(boolean stable) {
		this.swept = true;
		for (Handling handling : this.open) {
			Mono<Void> instead = insteadOf(handling, null);
			boolean expired = instead != null && !stable;
			handling.takeOver(expired ? Mono.defer(() -> expired(handling, null)) : instead);
		}
	}

	// It is part of a checkpoint that is named anew for each request
	@Override
	public String toString() {
		return "RetryFilter";
	}

}
