package dev.holdfast.restart;

import java.time.Duration;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The {@link Generations} of an application that never restarts.
 */
final class SingleGeneration implements Generations {

	static final SingleGeneration INSTANCE = new SingleGeneration();

	private final GenerationState live = new GenerationState(new Generation(1, SingleGeneration.class.getClassLoader()),
			Phase.LIVE, null);

	@Override
	public GenerationState current() {
		return this.live;
	}

	@Override
	public boolean isStable(Duration quietPeriod) {
		return true;
	}

	@Override
	public Mono<GenerationState> whenLive() {
		return Mono.just(this.live);
	}

	@Override
	public Mono<GenerationState> whenStable(Duration quietPeriod) {
		return Mono.just(this.live);
	}

	@Override
	public Flux<GenerationState> changes() {
		return Flux.just(this.live).concatWith(Flux.never());
	}

}
