package dev.holdfast.request;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import dev.holdfast.test.Race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Initializers}.
 */
class InitializersTests {

	private final Initializers initializers = new Initializers();

	@Test
	void returnsWhatIsMade() {
		assertThat(this.initializers.run(1, "a", () -> "made")).isEqualTo("made");
		assertThat(this.initializers.run(1, "a", () -> "again")).isEqualTo("again");
	}

	@Test
	void letsGoAfterAFailure() {
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> this.initializers.run(1, "a", () -> {
			throw new IllegalArgumentException();
		}));
		assertThat(this.initializers.run(1, "a", () -> "made")).isEqualTo("made");
	}

	@RepeatedTest(20)
	void runsOneAtATime() throws Exception {
		AtomicInteger inside = new AtomicInteger();
		List<Integer> seen = Race.run(8, () -> this.initializers.run(1, "a", () -> {
			int others = inside.getAndIncrement();
			Thread.yield();
			inside.decrementAndGet();
			return others;
		}));
		assertThat(seen).hasSize(8).containsOnly(0);
	}

	@Test
	void refusesWhatNeedsItself() {
		assertThatExceptionOfType(MissingRequestValueException.class)
			.isThrownBy(() -> this.initializers.run(1, "a",
					() -> this.initializers.run(2, "b", () -> this.initializers.run(1, "a", () -> ""))))
			.withMessageContaining("The initializer of 'a' needs 'a' itself, directly or through another one.");
	}

	@RepeatedTest(20)
	void refusesACircleOfThreads() throws Exception {
		CountDownLatch allInside = new CountDownLatch(3);
		List<Callable<Object>> tasks = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			int mine = i;
			int next = (i + 1) % 3;
			tasks.add(() -> this.initializers.run(mine, "v" + mine, () -> {
				meet(allInside);
				return tryToMake(next);
			}));
		}
		List<Object> results = Race.run(tasks);
		assertThat(results).contains("refused").hasSize(3);
		assertThat(this.initializers.run(0, "v0", () -> "free")).isEqualTo("free");
	}

	private Object tryToMake(int key) {
		try {
			return this.initializers.run(key, "v" + key, () -> "made");
		}
		catch (MissingRequestValueException ex) {
			return "refused";
		}
	}

	private static void meet(CountDownLatch latch) {
		latch.countDown();
		try {
			assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
