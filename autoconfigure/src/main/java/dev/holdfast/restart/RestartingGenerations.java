package dev.holdfast.restart;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The state machine behind {@link Generations} in development. There is one in a JVM,
 * driven by {@link GenerationListener}.
 * <p>
 * Transitions come from several threads (DevTools' restart thread, the application's main
 * thread, a file watcher). Each runs under the monitor of this object, together with its
 * announcement, so that subscribers see transitions in order and none twice; readers take
 * no lock. An event that does not fit the current generation or phase is late or foreign
 * and changes nothing.
 */
final class RestartingGenerations implements Generations {

	private final Sinks.Many<GenerationState> announcements = Sinks.many().replay().latest();

	private final Scheduler scheduler;

	private volatile GenerationState state = new GenerationState(new Generation(0, null), Phase.STARTING, null);

	private volatile long lastActivity;

	private @Nullable Generation notStarted;

	private volatile boolean changed;

	RestartingGenerations() {
		this(Schedulers.parallel());
	}

	RestartingGenerations(Scheduler scheduler) {
		this.scheduler = scheduler;
		activity();
	}

	/**
	 * A new set of application classes begins to start, unless it already has.
	 * @param classLoader the loader of those classes
	 * @return whether this is a new generation
	 */
	synchronized boolean starting(ClassLoader classLoader) {
		GenerationState state = this.state;
		if (state.generation().isLoadedBy(classLoader)) {
			return false;
		}
		Generation next = new Generation(state.number() + 1, classLoader);
		announce(new GenerationState(next, Phase.STARTING, null));
		return true;
	}

	void live(@Nullable ClassLoader classLoader) {
		change(classLoader, (state) -> (state.phase() == Phase.STARTING) ? state.in(Phase.LIVE) : state);
	}

	/**
	 * A restart begins to close the current generation, which is the only one there is.
	 */
	synchronized void retiring() {
		GenerationState state = this.state;
		if (state.phase() != Phase.FAILED && state.phase() != Phase.RETIRING) {
			announce(state.in(Phase.RETIRING));
		}
	}

	/**
	 * The current generation failed. That may come after it went live: a runner can fail
	 * when the server is already up.
	 * @param classLoader the loader of the generation that failed
	 * @param failure why
	 */
	void failed(@Nullable ClassLoader classLoader, StartFailure failure) {
		change(classLoader, (state) -> (state.phase() != Phase.RETIRING) ? state.failed(failure) : state);
	}

	/**
	 * A start failed. If that was before the application could tell, such as when its
	 * main class cannot be loaded, there is a failed generation that nobody has heard of.
	 * @param failure why
	 */
	synchronized void notStarted(StartFailure failure) {
		GenerationState state = this.state;
		boolean failedByItself = state.phase() == Phase.FAILED && state.generation() != this.notStarted;
		if (state.phase() == Phase.RETIRING || (state.phase() == Phase.FAILED && !failedByItself)) {
			// What is to be retired at the next attempt is still the one before
			Generation unborn = new Generation(state.number() + 1, state.generation().classLoader());
			announce(new GenerationState(unborn, Phase.FAILED, failure));
		}
		else if (state.phase() == Phase.STARTING) {
			announce(state.failed(failure));
		}
		this.notStarted = this.state.generation();
	}

	/**
	 * Something changed that will or may lead to a restart, such as a class file.
	 */
	synchronized void activity() {
		announce(this.state);
		this.changed = true;
	}

	private synchronized void change(@Nullable ClassLoader classLoader, UnaryOperator<GenerationState> transition) {
		GenerationState state = this.state;
		if (state.generation().isLoadedBy(classLoader)) {
			GenerationState next = transition.apply(state);
			if (next != state) {
				announce(next);
			}
		}
	}

	private void announce(GenerationState state) {
		this.lastActivity = now();
		this.changed = false;
		this.state = state;
		this.announcements.emitNext(state, Sinks.EmitFailureHandler.FAIL_FAST);
	}

	@Override
	public GenerationState current() {
		return this.state;
	}

	@Override
	public boolean isStable(Duration quietPeriod) {
		return this.state.isLive() && quietFor().compareTo(quietPeriod) >= 0;
	}

	@Override
	public boolean isChangePending(Duration quietPeriod) {
		return this.changed && quietFor().compareTo(quietPeriod) < 0;
	}

	@Override
	public Mono<GenerationState> whenLive() {
		return changes().filter(GenerationState::isLive).next();
	}

	@Override
	public Mono<GenerationState> whenStable(Duration quietPeriod) {
		return this.announcements.asFlux()
			.switchMap((state) -> state.isLive() ? quiet(quietPeriod).thenReturn(state) : Mono.never())
			.next();
	}

	private Mono<Long> quiet(Duration quietPeriod) {
		Duration remaining = quietPeriod.minus(quietFor());
		return (remaining.isNegative() || remaining.isZero()) ? Mono.just(0L) : Mono.delay(remaining, this.scheduler);
	}

	private Duration quietFor() {
		return Duration.ofNanos(now() - this.lastActivity);
	}

	private long now() {
		return this.scheduler.now(TimeUnit.NANOSECONDS);
	}

	@Override
	public Flux<GenerationState> changes() {
		return this.announcements.asFlux().distinctUntilChanged();
	}

}
