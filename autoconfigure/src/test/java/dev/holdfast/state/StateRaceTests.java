package dev.holdfast.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.holdfast.test.AppClasses;
import dev.holdfast.test.Race;
import dev.holdfast.test.app.Item;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Writers that write on while one generation after the other retires.
 */
@Timeout(120)
class StateRaceTests {

	private static final int WRITERS = 4;

	private static final int RESTARTS = 60;

	private final AtomicBoolean done = new AtomicBoolean();

	private final AtomicInteger refused = new AtomicInteger();

	@Test
	void losesNoUpdate() throws Exception {
		RestartedState restarted = new RestartedState();
		assertThat(count(restarted, (value) -> value + 1, restarted::restart)).isPositive();
	}

	@Test
	void losesNoUpdateInGenerationsThatFail() throws Exception {
		RestartedState restarted = new RestartedState();
		AtomicInteger restarts = new AtomicInteger();
		count(restarted, (value) -> value + 1, () -> {
			restarted
				.restart((restarts.incrementAndGet() % 3 == 0) ? AppClasses.without(Item.class) : new AppClasses());
			if (restarts.get() % 2 == 0) {
				restarted.live();
			}
		});
	}

	@Test
	void losesNoSlowUpdate() throws Exception {
		RestartedState restarted = new RestartedState();
		count(restarted, (value) -> {
			spin(Duration.ofNanos(300_000));
			return value + 1;
		}, restarted::restart);
	}

	@Test
	void losesNoUpdateThatOutlastsTheRestart() throws Exception {
		RestartedState restarted = new RestartedState(Duration.ofNanos(1000));
		AtomicInteger updates = new AtomicInteger();
		count(restarted, (value) -> {
			if (updates.incrementAndGet() % 5 == 0) {
				spin(Duration.ofMillis(2));
			}
			return value + 1;
		}, restarted::restart);
		assertThat(this.refused).hasPositiveValue();
	}

	/**
	 * Count in several threads, and compare the value with what was acknowledged.
	 */
	private int count(RestartedState restarted, UnaryOperator<Integer> increment, Runnable restart) throws Exception {
		List<Callable<Integer>> tasks = new ArrayList<>();
		for (int i = 0; i < WRITERS; i++) {
			tasks.add(() -> write(restarted.surviving(), increment));
		}
		tasks.add(() -> {
			try {
				for (int i = 0; i < RESTARTS; i++) {
					spin(Duration.ofMillis(2));
					restart.run();
				}
			}
			finally {
				this.done.set(true);
			}
			return 0;
		});
		int acknowledged = Race.run(tasks).stream().mapToInt(Integer::intValue).sum();
		int value = restarted.state().define("count", Integer.class, () -> 0).get();
		assertThat(value).isEqualTo(acknowledged);
		return value;
	}

	private int write(SurvivingState surviving, UnaryOperator<Integer> increment) {
		int acknowledged = 0;
		while (!this.done.get()) {
			try {
				surviving.current().define("count", Integer.class, () -> 0).update(increment);
				acknowledged++;
			}
			catch (StaleStateException ex) {
				this.refused.incrementAndGet();
			}
		}
		return acknowledged;
	}

	private static void spin(Duration duration) {
		long end = System.nanoTime() + duration.toNanos();
		while (System.nanoTime() < end) {
			Thread.onSpinWait();
		}
	}

}
