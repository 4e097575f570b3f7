package dev.holdfast.restart;

import java.time.Duration;

import org.springframework.beans.factory.DisposableBean;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The {@link Generations} bean of one application context. What it hands out ends with
 * the context, since a subscriber of a retired generation would keep its classes alive.
 */
final class ContextGenerations implements Generations, DisposableBean {

	private final Generations delegate;

	private final Sinks.Empty<Void> closed = Sinks.empty();

	ContextGenerations(Generations delegate) {
		this.delegate = delegate;
	}

	@Override
	public GenerationState current() {
		return this.delegate.current();
	}

	@Override
	public boolean isStable(Duration quietPeriod) {
		return this.delegate.isStable(quietPeriod);
	}

	@Override
	public boolean isChangePending(Duration quietPeriod) {
		return this.delegate.isChangePending(quietPeriod);
	}

	@Override
	public Mono<GenerationState> whenLive() {
		return this.delegate.whenLive().takeUntilOther(this.closed.asMono());
	}

	@Override
	public Mono<GenerationState> whenStable(Duration quietPeriod) {
		return this.delegate.whenStable(quietPeriod).takeUntilOther(this.closed.asMono());
	}

	@Override
	public Flux<GenerationState> changes() {
		return this.delegate.changes().takeUntilOther(this.closed.asMono());
	}

	@Override
	public void destroy() {
		this.closed.tryEmitEmpty();
	}

}
