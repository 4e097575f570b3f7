package dev.holdfast.restart;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class ContextGenerationsTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final ClassLoader loader = new ClassLoader() {
	};

	private final RestartingGenerations delegate = new RestartingGenerations();

	private final ContextGenerations generations = new ContextGenerations(this.delegate);

	@Test
	void tellsWhatItsDelegateKnows() {
		this.delegate.starting(this.loader);
		this.delegate.live(this.loader);
		assertThat(this.generations.current()).isSameAs(this.delegate.current());
		assertThat(this.generations.isStable(Duration.ZERO)).isTrue();
		assertThat(this.generations.isStable(Duration.ofHours(1))).isFalse();
		StepVerifier.create(this.generations.whenLive()).expectNextCount(1).expectComplete().verify(LIMIT);
		StepVerifier.create(this.generations.whenStable(Duration.ofMillis(10)))
			.expectNextCount(1)
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void completesTheWaitForALiveGenerationWhenItIsDestroyed() {
		StepVerifier.create(this.generations.whenLive()).then(this.generations::destroy).expectComplete().verify(LIMIT);
	}

	@Test
	void completesTheWaitForStabilityWhenItIsDestroyed() {
		StepVerifier.create(this.generations.whenStable(Duration.ofHours(1)))
			.then(this.generations::destroy)
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void completesTheChangesWhenItIsDestroyed() {
		List<GenerationState> seen = new ArrayList<>();
		StepVerifier.create(this.generations.changes().doOnNext(seen::add))
			.expectNextCount(1)
			.then(this.generations::destroy)
			.expectComplete()
			.verify(LIMIT);
		this.delegate.starting(this.loader);
		assertThat(seen).hasSize(1);
	}

	@Test
	void handsOutNothingThatLastsAfterItWasDestroyed() {
		this.generations.destroy();
		this.generations.destroy();
		StepVerifier.create(this.generations.changes().then()).expectComplete().verify(LIMIT);
		StepVerifier.create(this.generations.whenLive()).expectComplete().verify(LIMIT);
		StepVerifier.create(this.generations.whenStable(Duration.ofHours(1))).expectComplete().verify(LIMIT);
		assertThat(this.generations.current()).isSameAs(this.delegate.current());
	}

	@Test
	void leavesOtherContextsAlone() {
		StepVerifier.create(new ContextGenerations(this.delegate).whenLive())
			.then(this.generations::destroy)
			.then(() -> {
				this.delegate.starting(this.loader);
				this.delegate.live(this.loader);
			})
			.expectNextCount(1)
			.expectComplete()
			.verify(LIMIT);
	}

}
