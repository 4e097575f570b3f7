package dev.holdfast.restart;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class SingleGenerationTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final Generations generations = Generations.single();

	@Test
	void isNumberOneAndLive() {
		GenerationState state = this.generations.current();
		assertThat(state.number()).isOne();
		assertThat(state.isLive()).isTrue();
		assertThat(state.failure()).isNull();
		assertThat(state.generation()).hasToString("generation 1");
	}

	@Test
	void isStableWhateverTheQuietPeriod() {
		assertThat(this.generations.isStable(Duration.ofDays(1))).isTrue();
		StepVerifier.create(this.generations.whenStable(Duration.ofDays(1)))
			.expectNext(this.generations.current())
			.expectComplete()
			.verify(LIMIT);
		StepVerifier.create(this.generations.whenLive())
			.expectNext(this.generations.current())
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void neverChangesNorEnds() {
		StepVerifier.create(this.generations.changes())
			.expectNext(this.generations.current())
			.expectNoEvent(Duration.ofMillis(50))
			.thenCancel()
			.verify(LIMIT);
	}

}
