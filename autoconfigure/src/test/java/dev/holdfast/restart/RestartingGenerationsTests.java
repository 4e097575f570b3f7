package dev.holdfast.restart;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RestartingGenerationsTests {

	private final ClassLoader first = new TestLoader();

	private final ClassLoader second = new TestLoader();

	private final RestartingGenerations generations = new RestartingGenerations();

	@Test
	void hasNumberZeroBeforeTheFirstGenerationStarts() {
		assertThat(this.generations.current().number()).isZero();
		assertState(0, Phase.STARTING);
		assertThat(this.generations.current().generation().classLoader()).isNull();
	}

	@Test
	void goesFromStartingToLive() {
		assertThat(this.generations.starting(this.first)).isTrue();
		assertState(1, Phase.STARTING);
		assertThat(this.generations.current().isLive()).isFalse();
		this.generations.live(this.first);
		assertState(1, Phase.LIVE);
		assertThat(this.generations.current().isLive()).isTrue();
		assertThat(this.generations.current().generation().classLoader()).isSameAs(this.first);
	}

	@Test
	void countsGenerations() {
		restart(this.first);
		restart(this.second);
		assertState(2, Phase.LIVE);
		this.generations.retiring();
		this.generations.starting(this.first);
		assertState(3, Phase.STARTING);
	}

	@Test
	void startsAGenerationOnlyOnce() {
		this.generations.starting(this.first);
		assertThat(this.generations.starting(this.first)).isFalse();
		this.generations.live(this.first);
		assertThat(this.generations.starting(this.first)).isFalse();
		assertState(1, Phase.LIVE);
	}

	@Test
	void startsTheNextGenerationFromAnyPhase() {
		this.generations.starting(this.first);
		this.generations.starting(this.second);
		assertState(2, Phase.STARTING);
		this.generations.failed(this.second, StartFailure.of(new IllegalStateException("no")));
		this.generations.starting(this.first);
		assertState(3, Phase.STARTING);
		this.generations.live(this.first);
		this.generations.starting(this.second);
		assertState(4, Phase.STARTING);
	}

	@Test
	void hearsOfStartsThatDieBeforeTheyCouldTell() {
		restart(this.first);
		this.generations.retiring();
		this.generations.notStarted(StartFailure.of(new IllegalStateException("early")));
		assertState(2, Phase.FAILED);
		assertThat(this.generations.current().generation().classLoader()).isSameAs(this.first);
		this.generations.notStarted(StartFailure.of(new IllegalStateException("early again")));
		assertState(3, Phase.FAILED);
		assertThat(this.generations.current().failure()).isNotNull()
			.extracting(StartFailure::cause)
			.asString()
			.contains("early again");
		this.generations.starting(this.second);
		assertState(4, Phase.STARTING);
	}

	@Test
	void hearsOfAFailureOnce() {
		restart(this.first);
		this.generations.retiring();
		this.generations.starting(this.second);
		this.generations.failed(this.second, StartFailure.of(new IllegalStateException("no")));
		this.generations.notStarted(StartFailure.of(new IllegalStateException("no")));
		assertState(2, Phase.FAILED);
	}

	@Test
	void hearsNothingOfAStartThatSucceeded() {
		restart(this.first);
		this.generations.notStarted(StartFailure.of(new IllegalStateException("main method failed later")));
		assertState(1, Phase.LIVE);
	}

	@Test
	void retiresALiveGeneration() {
		restart(this.first);
		this.generations.retiring();
		assertState(1, Phase.RETIRING);
	}

	@Test
	void retiresAGenerationThatIsStillStarting() {
		this.generations.starting(this.first);
		this.generations.retiring();
		assertState(1, Phase.RETIRING);
	}

	@Test
	void retiresOnlyOnce() {
		restart(this.first);
		this.generations.retiring();
		GenerationState retiring = this.generations.current();
		this.generations.retiring();
		assertThat(this.generations.current()).isSameAs(retiring);
	}

	@Test
	void leavesAFailedGenerationFailedWhenItsContextCloses() {
		this.generations.starting(this.first);
		this.generations.failed(this.first, StartFailure.of(new IllegalStateException("no")));
		this.generations.retiring();
		assertState(1, Phase.FAILED);
		assertThat(this.generations.current().failure()).isNotNull();
	}

	@Test
	void ignoresThatARetiringGenerationBecomesLiveOrFails() {
		restart(this.first);
		this.generations.retiring();
		this.generations.live(this.first);
		assertState(1, Phase.RETIRING);
		this.generations.failed(this.first, StartFailure.of(new IllegalStateException("late")));
		assertState(1, Phase.RETIRING);
	}

	@Test
	void ignoresThatAFailedGenerationBecomesLive() {
		this.generations.starting(this.first);
		this.generations.failed(this.first, StartFailure.of(new IllegalStateException("no")));
		this.generations.live(this.first);
		assertState(1, Phase.FAILED);
	}

	@Test
	void ignoresEventsOfAnEarlierGeneration() {
		restart(this.first);
		this.generations.retiring();
		this.generations.starting(this.second);
		this.generations.live(this.first);
		assertState(2, Phase.STARTING);
		this.generations.failed(this.first, StartFailure.of(new IllegalStateException("late")));
		assertState(2, Phase.STARTING);
	}

	@Test
	void ignoresEventsOfForeignApplications() {
		this.generations.starting(this.first);
		this.generations.live(new TestLoader());
		this.generations.live(null);
		this.generations.failed(new TestLoader(), StartFailure.of(new IllegalStateException("foreign")));
		this.generations.failed(null, StartFailure.of(new IllegalStateException("foreign")));
		assertState(1, Phase.STARTING);
	}

	@Test
	void ignoresForeignEventsBeforeTheFirstGeneration() {
		this.generations.live(null);
		this.generations.failed(null, StartFailure.of(new IllegalStateException("foreign")));
		assertState(0, Phase.STARTING);
	}

	@Test
	void failsAGenerationThatWasLiveAlready() {
		restart(this.first);
		this.generations.failed(this.first, StartFailure.of(new IllegalStateException("a runner failed")));
		assertState(1, Phase.FAILED);
		assertThat(this.generations.current().failure()).extracting(StartFailure::cause)
			.isEqualTo("IllegalStateException: a runner failed");
	}

	@Test
	void forgetsTheFailureWhenTheNextGenerationStarts() {
		this.generations.starting(this.first);
		this.generations.failed(this.first, StartFailure.of(new IllegalStateException("no")));
		this.generations.starting(this.second);
		assertThat(this.generations.current().failure()).isNull();
	}

	@Test
	void leavesTheStateAsItIsOnActivity() {
		restart(this.first);
		GenerationState live = this.generations.current();
		this.generations.activity();
		assertThat(this.generations.current()).isSameAs(live);
	}

	private void restart(ClassLoader classLoader) {
		this.generations.retiring();
		this.generations.starting(classLoader);
		this.generations.live(classLoader);
	}

	private void assertState(int number, Phase phase) {
		GenerationState state = this.generations.current();
		assertThat(state.number()).isEqualTo(number);
		assertThat(state.phase()).isEqualTo(phase);
	}

	private static final class TestLoader extends ClassLoader {

	}

}
