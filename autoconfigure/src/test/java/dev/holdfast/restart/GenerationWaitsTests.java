package dev.holdfast.restart;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import dev.holdfast.test.Race;

import static org.assertj.core.api.Assertions.assertThat;

class GenerationWaitsTests {

	private static final Duration QUIET = Duration.ofMillis(200);

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final ClassLoader first = new TestLoader();

	private final ClassLoader second = new TestLoader();

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final RestartingGenerations generations = new RestartingGenerations(this.time);

	@Test
	void isStableOnceTheQuietPeriodIsOver() {
		live(this.first);
		assertThat(this.generations.isStable(QUIET)).isFalse();
		this.time.advanceTimeBy(QUIET.minusNanos(1));
		assertThat(this.generations.isStable(QUIET)).isFalse();
		this.time.advanceTimeBy(Duration.ofNanos(1));
		assertThat(this.generations.isStable(QUIET)).isTrue();
		assertThat(this.generations.isStable(QUIET.plusNanos(1))).isFalse();
	}

	@Test
	void isStableAtOnceWithoutAQuietPeriodButOnlyIfLive() {
		assertThat(this.generations.isStable(Duration.ZERO)).isFalse();
		this.generations.starting(this.first);
		assertThat(this.generations.isStable(Duration.ZERO)).isFalse();
		this.generations.live(this.first);
		assertThat(this.generations.isStable(Duration.ZERO)).isTrue();
		this.generations.retiring();
		assertThat(this.generations.isStable(Duration.ZERO)).isFalse();
	}

	@Test
	void isNeverStableWhileNotLive() {
		this.generations.starting(this.first);
		this.time.advanceTimeBy(Duration.ofHours(1));
		assertThat(this.generations.isStable(QUIET)).isFalse();
		this.generations.failed(this.first, StartFailure.of(new IllegalStateException("no")));
		this.time.advanceTimeBy(Duration.ofHours(1));
		assertThat(this.generations.isStable(QUIET)).isFalse();
	}

	@Test
	void restartsTheQuietPeriodOnActivity() {
		live(this.first);
		this.time.advanceTimeBy(QUIET);
		this.generations.activity();
		assertThat(this.generations.isStable(QUIET)).isFalse();
		this.time.advanceTimeBy(QUIET);
		assertThat(this.generations.isStable(QUIET)).isTrue();
	}

	@Test
	void waitsUntilStable() {
		StepVerifier.create(this.generations.whenStable(QUIET))
			.then(() -> live(this.first))
			.then(() -> this.time.advanceTimeBy(QUIET.minusMillis(1)))
			.then(this.generations::activity)
			.then(() -> this.time.advanceTimeBy(QUIET.minusMillis(1)))
			.then(() -> assertThat(this.generations.isStable(QUIET)).isFalse())
			.then(() -> live(this.second))
			.then(() -> this.time.advanceTimeBy(QUIET))
			.assertNext((state) -> assertThat(state.number()).isEqualTo(2))
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void doesNotWaitIfStableAlready() {
		live(this.first);
		this.time.advanceTimeBy(QUIET);
		StepVerifier.create(this.generations.whenStable(QUIET)).expectNextCount(1).expectComplete().verify(LIMIT);
	}

	@Test
	void waitsForWhatIsLeftOfTheQuietPeriod() {
		live(this.first);
		this.time.advanceTimeBy(QUIET.minusMillis(10));
		StepVerifier.create(this.generations.whenStable(QUIET))
			.then(() -> this.time.advanceTimeBy(Duration.ofMillis(10)))
			.expectNextCount(1)
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void isNotStableWhenTheGenerationRetiresDuringTheQuietPeriod() {
		List<GenerationState> stable = new ArrayList<>();
		this.generations.whenStable(QUIET).subscribe(stable::add);
		live(this.first);
		this.generations.retiring();
		this.time.advanceTimeBy(Duration.ofHours(1));
		assertThat(stable).isEmpty();
	}

	@Test
	void waitsForALiveGeneration() {
		StepVerifier.create(this.generations.whenLive())
			.then(() -> this.generations.starting(this.first))
			.then(() -> this.generations.failed(this.first, StartFailure.of(new IllegalStateException("no"))))
			.then(() -> live(this.second))
			.assertNext((state) -> assertThat(state.number()).isEqualTo(2))
			.expectComplete()
			.verify(LIMIT);
		StepVerifier.create(this.generations.whenLive()).expectNextCount(1).expectComplete().verify(LIMIT);
	}

	@Test
	void tellsTheCurrentStateAndEachChangeOnce() {
		List<String> seen = subscribe();
		live(this.first);
		this.generations.activity();
		this.generations.starting(this.first);
		this.generations.failed(this.first, StartFailure.of(new IllegalStateException("no")));
		live(this.second);
		this.generations.retiring();
		this.generations.activity();
		assertThat(seen).containsExactly("0 STARTING", "1 STARTING", "1 LIVE", "1 FAILED", "2 STARTING", "2 LIVE",
				"2 RETIRING");
		assertThat(subscribe()).containsExactly("2 RETIRING");
	}

	@Test
	void keepsTheOrderForAllWhenASubscriberMakesTransitions() {
		List<String> before = subscribe();
		List<String> itself = new ArrayList<>();
		this.generations.changes().subscribe((state) -> {
			itself.add(describe(state));
			if (state.number() == 1 && state.isLive()) {
				this.generations.retiring();
				live(this.second);
			}
		});
		List<String> after = subscribe();
		live(this.first);
		assertThat(before).containsExactly("0 STARTING", "1 STARTING", "1 LIVE", "1 RETIRING", "2 STARTING", "2 LIVE");
		assertThat(itself).isEqualTo(before);
		assertThat(after).isEqualTo(before);
	}

	@Test
	void goesOnWithTheOthersWhenASubscriberFails() {
		this.generations.changes().filter(GenerationState::isLive).subscribe((state) -> {
			throw new IllegalStateException("a subscriber failed");
		}, (ex) -> {
		});
		List<String> seen = subscribe();
		live(this.first);
		this.generations.retiring();
		assertThat(seen).containsExactly("0 STARTING", "1 STARTING", "1 LIVE", "1 RETIRING");
	}

	@RepeatedTest(20)
	void keepsTheOrderOfConcurrentTransitions() throws Exception {
		List<GenerationState> one = new CopyOnWriteArrayList<>();
		List<GenerationState> two = new CopyOnWriteArrayList<>();
		this.generations.changes().subscribe(one::add);
		this.generations.changes().subscribe(two::add);
		List<ClassLoader> loaders = new CopyOnWriteArrayList<>(List.of(this.first));
		List<Callable<Boolean>> tasks = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			tasks.add(() -> {
				for (int step = 0; step < 100; step++) {
					transition(loaders);
				}
				return true;
			});
		}
		Race.run(tasks);
		assertThat(two).isEqualTo(one);
		assertThat(one).last().isEqualTo(this.generations.current());
		for (int i = 1; i < one.size(); i++) {
			assertThat(canFollow(one.get(i - 1), one.get(i))).as("%s then %s", one.get(i - 1), one.get(i)).isTrue();
		}
	}

	private void transition(List<ClassLoader> loaders) {
		ClassLoader latest = loaders.get(loaders.size() - 1);
		switch (ThreadLocalRandom.current().nextInt(6)) {
			case 0 -> {
				ClassLoader next = new TestLoader();
				loaders.add(next);
				this.generations.starting(next);
			}
			case 1 -> this.generations.failed(latest, StartFailure.of(new IllegalStateException("no")));
			case 2 -> this.generations.retiring();
			case 3 -> this.generations.activity();
			default -> this.generations.live(latest);
		}
	}

	private boolean canFollow(GenerationState before, GenerationState after) {
		if (before.number() != after.number()) {
			return after.number() == before.number() + 1 && after.phase() == Phase.STARTING;
		}
		return switch (after.phase()) {
			case STARTING -> false;
			case LIVE -> before.phase() == Phase.STARTING;
			case RETIRING -> before.phase() == Phase.STARTING || before.phase() == Phase.LIVE;
			case FAILED -> before.phase() != Phase.RETIRING;
		};
	}

	private List<String> subscribe() {
		List<String> seen = new ArrayList<>();
		this.generations.changes().subscribe((state) -> seen.add(describe(state)));
		return seen;
	}

	private String describe(GenerationState state) {
		return state.number() + " " + state.phase();
	}

	private void live(ClassLoader classLoader) {
		this.generations.starting(classLoader);
		this.generations.live(classLoader);
	}

	private static final class TestLoader extends ClassLoader {

	}

}
