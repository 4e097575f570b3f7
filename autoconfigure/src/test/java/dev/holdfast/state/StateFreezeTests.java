package dev.holdfast.state;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.holdfast.test.Race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

@Timeout(30)
class StateFreezeTests {

	private final CountDownLatch running = new CountDownLatch(1);

	private final CountDownLatch end = new CountDownLatch(1);

	@Test
	void refusesWritersOfARetiredGeneration() {
		RestartedState restarted = new RestartedState();
		RestartState retired = restarted.state();
		StateCell<Integer> cell = retired.define(StateDefinition.of("count", Integer.class, () -> 0).history(2));
		cell.set(5);
		restarted.restart();
		for (Runnable write : List.<Runnable>of(() -> cell.set(6), () -> cell.update((value) -> value + 1), cell::reset,
				() -> retired.set("count", 6), () -> retired.discard("count"),
				() -> retired.define("other", String.class, () -> "value"), () -> retired.get("other", String.class))) {
			assertThatExceptionOfType(StaleStateException.class).isThrownBy(write::run)
				.satisfies((ex) -> assertThat(ex.getGeneration()).isEqualTo(1))
				.withMessageContaining(
						"belongs to generation 1, which has been retired. Nothing has been changed; the request is to be retried.");
		}
		assertThat(restarted.state().get("count", Integer.class)).isEqualTo(5);
	}

	@Test
	void showsReadersTheLastValue() {
		RestartedState restarted = new RestartedState();
		RestartState retired = restarted.state();
		StateCell<Integer> cell = retired.define(StateDefinition.of("count", Integer.class, () -> 0).history(2));
		cell.set(5);
		restarted.restart();
		restarted.state().set("count", 9);
		assertThat(cell.get()).isEqualTo(5);
		assertThat(retired.get("count", Integer.class)).isEqualTo(5);
		assertThat(retired.define("count", Integer.class, () -> 0).get()).isEqualTo(5);
		assertThat(cell.history()).extracting(StateChange::value).containsExactly(0, 5);
	}

	@Test
	void waitsForTheRunningUpdate() throws Exception {
		RestartedState restarted = new RestartedState();
		StateCell<Integer> cell = restarted.state().define("count", Integer.class, () -> 0);
		List<Callable<Object>> tasks = List.of(() -> cell.update(slow(7)), () -> {
			await(this.running);
			Thread other = new Thread(() -> {
				Awaitility.await()
					.until(() -> catchThrowable(() -> restarted.surviving()
						.current()
						.define("x", String.class, () -> "x")) instanceof StaleStateException);
				this.end.countDown();
			});
			other.start();
			restarted.restart();
			other.join();
			return true;
		});
		assertThat(Race.run(tasks)).containsExactly(7, true);
		assertThat(restarted.state().get("count", Integer.class)).isEqualTo(7);
		assertThat(restarted.live().longestWait()).isPositive();
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void refusesAnUpdateThatOutlastsTheRestart(CapturedOutput output) throws Exception {
		RestartedState restarted = new RestartedState(Duration.ofMillis(50));
		StateCell<Integer> cell = restarted.state().define("count", Integer.class, () -> 1);
		StateCell<Integer> other = restarted.state().define("other", Integer.class, () -> 1);
		List<Callable<Object>> tasks = List.of(() -> catchThrowable(() -> cell.update(slow(7))), () -> {
			await(this.running);
			restarted.restart();
			this.end.countDown();
			return "restarted";
		});
		List<Object> results = Race.run(tasks);
		assertThat(results.get(0)).isInstanceOf(StaleStateException.class);
		assertThat(restarted.state().get("count", Integer.class)).isEqualTo(1);
		assertThat(cell.get()).isEqualTo(1);
		assertThat(other.get()).isEqualTo(1);
		assertThat(restarted.live().longestWait()).isGreaterThanOrEqualTo(Duration.ofMillis(50));
		assertThat(output).contains("An update of state 'count' was still running after 50 ms");
	}

	@Test
	void refusesAnUpdateInPlaceThatOutlastsTheRestart() throws Exception {
		RestartedState restarted = new RestartedState(Duration.ofMillis(50));
		StateCell<Object> cell = restarted.state().define("same", Object.class, Object::new);
		List<Callable<Object>> tasks = List.of(() -> catchThrowable(() -> cell.update((value) -> {
			slow(0).apply(0);
			return value;
		})), () -> {
			await(this.running);
			restarted.restart();
			this.end.countDown();
			return "restarted";
		});
		assertThat(Race.run(tasks).get(0)).isInstanceOf(StaleStateException.class);
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void refusesAnInitializerThatOutlastsTheRestart(CapturedOutput output) throws Exception {
		RestartedState restarted = new RestartedState(Duration.ofMillis(50));
		restarted.state().define("count", Integer.class, () -> 1);
		restarted.restart();
		RestartState retired = restarted.state();
		List<Callable<Object>> tasks = List
			.of(() -> catchThrowable(() -> retired.define("slow", Integer.class, () -> slow(7).apply(0))), () -> {
				await(this.running);
				restarted.restart();
				this.end.countDown();
				return "restarted";
			});
		assertThat(Race.run(tasks).get(0)).isInstanceOf(StaleStateException.class);
		assertThat(restarted.state().keys()).containsExactly("count");
		assertThat(restarted.state().define("slow", Integer.class, () -> 8).get()).isEqualTo(8);
		assertThat(output).contains("An initializer or a migration of state was still running");
	}

	private UnaryOperator<Integer> slow(int result) {
		return (value) -> {
			this.running.countDown();
			await(this.end);
			return result;
		};
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
