package dev.holdfast.restart;

import java.time.Duration;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells which generation of the application is running and in which phase, and lets
 * others wait for a better one.
 * <p>
 * Safe for use by many threads; nothing here blocks. Outside development there is one
 * generation, number 1, which is live and stable at once. Publishers that a bean of this
 * type hands out complete when the bean's application context closes, so that listeners
 * die with their generation.
 *
 * @since 0.1.0
 */
public interface Generations {

	/**
	 * Return the current generation and its phase.
	 * @return the current state
	 */
	GenerationState current();

	/**
	 * Return whether the current generation is live, and neither a phase nor a class file
	 * has changed for a while.
	 * @param quietPeriod how long nothing must have changed
	 * @return whether the application is stable
	 */
	boolean isStable(Duration quietPeriod);

	/**
	 * Return whether something has changed lately that will or may lead to a restart,
	 * such as a class file, and none has begun yet.
	 * @param quietPeriod for how long after the change a restart is to be expected
	 * @return whether a change is pending; never outside development
	 */
	default boolean isChangePending(Duration quietPeriod) {
		return false;
	}

	/**
	 * Wait for a live generation.
	 * @return the state of the live generation, at once if the current one is live
	 */
	Mono<GenerationState> whenLive();

	/**
	 * Wait until the application is stable. There is no limit to the wait: the caller
	 * sets one with {@link Mono#timeout(Duration)}.
	 * @param quietPeriod how long nothing must have changed
	 * @return the state of the stable generation
	 */
	Mono<GenerationState> whenStable(Duration quietPeriod);

	/**
	 * Listen to the changes of generation and phase.
	 * @return the current state and each one after it; subscribers are called on the
	 * thread that made the change and must not block it
	 */
	Flux<GenerationState> changes();

	/**
	 * Return generations for an application that never restarts.
	 * @return the one generation, live from the start
	 */
	static Generations single() {
		return SingleGeneration.INSTANCE;
	}

}
