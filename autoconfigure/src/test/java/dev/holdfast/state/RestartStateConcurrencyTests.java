package dev.holdfast.state;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import dev.holdfast.test.Race;

import static org.assertj.core.api.Assertions.assertThat;

class RestartStateConcurrencyTests {

	private final RestartState state = RestartState.create();

	@RepeatedTest(10)
	void initializesOnceInManyThreads() throws Exception {
		AtomicInteger runs = new AtomicInteger();
		List<StateCell<Object>> cells = Race.run(16, () -> this.state.define("key", Object.class, () -> {
			Thread.yield();
			return runs.incrementAndGet();
		}));
		assertThat(runs).hasValue(1);
		assertThat(cells).hasSize(16).containsOnly(cells.get(0));
	}

	@RepeatedTest(10)
	void doesNotDeadlockWhenInitializersDefineEachOthersKeys() throws Exception {
		List<Callable<String>> tasks = List.of(() -> define("a", "b"), () -> define("b", "a"));
		assertThat(Race.run(tasks)).allMatch((value) -> value.length() <= 2);
		assertThat(this.state.get("a", String.class)).isNotNull();
		assertThat(this.state.get("b", String.class)).isNotNull();
	}

	private String define(String key, String other) {
		return this.state.define(key, String.class, () -> {
			Thread.yield();
			return key + this.state.define(other, String.class, () -> other).get();
		}).get();
	}

	@RepeatedTest(3)
	void losesNoUpdate() throws Exception {
		StateCell<Integer> cell = this.state.define("count", Integer.class, () -> 0);
		Race.run(8, () -> {
			for (int i = 0; i < 10_000; i++) {
				cell.update((count) -> count + 1);
			}
			return true;
		});
		assertThat(cell.get()).isEqualTo(80_000);
	}

	@Test
	void readsWithoutWaitingForAWriter() throws Exception {
		StateCell<String> cell = this.state.define("name", String.class, () -> "one");
		CountDownLatch writing = new CountDownLatch(1);
		CountDownLatch read = new CountDownLatch(1);
		List<Callable<String>> tasks = new ArrayList<>();
		tasks.add(() -> cell.update((value) -> {
			writing.countDown();
			await(read);
			return "two";
		}));
		tasks.add(() -> {
			await(writing);
			String value = this.state.get("name", String.class);
			read.countDown();
			return value;
		});
		assertThat(Race.run(tasks)).containsExactly("two", "one");
	}

	@Test
	void findsCellsWithoutWaitingForAnInitializer() throws Exception {
		this.state.define("there", String.class, () -> "yes");
		CompletableFuture<StateCell<String>> found = new CompletableFuture<>();
		this.state.define("slow", String.class, () -> {
			Thread thread = new Thread(() -> found.complete(this.state.define("there", String.class, () -> "no")));
			thread.start();
			return found.orTimeout(10, TimeUnit.SECONDS).join().get();
		});
		assertThat(this.state.get("slow", String.class)).isEqualTo("yes");
	}

	private void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
