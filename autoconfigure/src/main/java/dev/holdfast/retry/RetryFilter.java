package dev.holdfast.retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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
import dev.holdfast.restart.Phase;
import dev.holdfast.restart.Restarts;

/**
 * The outermost filter: takes the answer over from a request that a restart has spoilt,
 * holds it until the application is stable, and sends the client to the same place again.
 * <p>
 * Belongs to one generation, as all beans do, and so do the requests that come through
 * it. It outlives its context only as long as it holds some of them.
 * <p>
 * Thread-safe: a concurrent set of the requests that nobody has answered yet, flags that
 * are only ever set, and otherwise immutable.
 *
 * @since 0.1.0
 */
public final class RetryFilter implements WebFilter, PriorityOrdered, DisposableBean {

	private static final int MAX_CLIENTS = 1000;

	private static final Duration WINDOW = Duration.ofSeconds(30);

	private final Set<Handling> open = ConcurrentHashMap.newKeySet();

	private final Generations generations;

	private final int generation;

	private final RetrySettings settings;

	private final StaleErrors staleErrors;

	private final RetryAttempts attempts;

	private final RetryCounts counts;

	private final HeldRequests held;

	private volatile boolean closing;

	private volatile boolean swept;

	RetryFilter(Generations generations, RetrySettings settings, List<StaleErrorClassifier> classifiers,
			RetryServer server, RetryAttempts attempts, RetryCounts counts, Scheduler scheduler) {
		this.generations = generations;
		this.generation = generations.current().number();
		this.settings = settings;
		this.staleErrors = new StaleErrors(classifiers);
		this.attempts = attempts;
		this.counts = counts;
		this.held = new HeldRequests(generations, settings, server, attempts, counts, scheduler);
	}

	/**
	 * Create the filter of a generation.
	 * @param settings the settings
	 * @param classifiers what the application says of errors, in this order
	 * @param classLoader the loader of the application's classes
	 * @param server the server that requests come from
	 * @param counts counts what becomes of requests
	 * @return the filter
	 */
	public static RetryFilter of(RetrySettings settings, List<StaleErrorClassifier> classifiers,
			@Nullable ClassLoader classLoader, RetryServer server, RetryCounts counts) {
		List<StaleErrorClassifier> all = new ArrayList<>(classifiers);
		all.add(new KnownStaleErrors(classLoader));
		RetryAttempts attempts = Restarts.survivor(RetryAttempts.class,
				() -> new RetryAttempts(MAX_CLIENTS, WINDOW, System::nanoTime));
		return new RetryFilter(Restarts.generations(), settings, all, server, attempts, counts, Schedulers.parallel());
	}

	// The outermost of all filters sees what the others make of a failure
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		return this.settings.covers(exchange.getRequest().getMethod()) ? new GuardedChain(this, exchange, chain)
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
		boolean live = RequestFailure.isLive(this.generation, current)
				&& !(this.closing && current.phase() == Phase.FAILED);
		if (error == null) {
			return live ? null : this.held.hold(handling, null, 0);
		}
		RequestFailure failure = failure(error, current);
		if (!this.staleErrors.isStale(failure, !live || failure.changePending())) {
			this.counts.passed();
			return null;
		}
		if (!live) {
			return this.held.hold(handling, error, 0);
		}
		int attempt = this.attempts.next(this.generation, handling.getRequest(), handling.arrived());
		if (attempt > this.settings.maxAttempts()) {
			this.counts.expired();
			handling.ownResponse().getHeaders().set(RetryAnswer.HEADER, RetryAnswer.ended(this.generation, error));
			return null;
		}
		return this.held.hold(handling, error, attempt);
	}

	private RequestFailure failure(Throwable error, GenerationState current) {
		return new RequestFailure(error, ErrorChain.of(error), this.generation, current,
				this.generations.isChangePending(this.settings.quietPeriod()));
	}

	/**
	 * The context closes: what this generation has not answered until the next one is
	 * stable is sent there, or given up if there is none in time.
	 */
	@Override
	public void destroy() {
		this.closing = true;
		this.held.stableInTime().subscribe(this::sweep);
	}

	private void sweep(boolean stable) {
		this.swept = true;
		for (Handling handling : this.open) {
			Mono<Void> instead = insteadOf(handling, null);
			boolean expired = instead != null && !stable;
			handling.takeOver(expired ? this.held.expired(handling, null) : instead);
		}
	}

	// It is part of a checkpoint that is named anew for each request
	@Override
	public String toString() {
		return "RetryFilter";
	}

}
