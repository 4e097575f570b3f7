package dev.holdfast.reload.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many threads ask while one waits and another writes.
 */
@EnabledOnOs(OS.LINUX)
class DirectoryEventsRaceTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	@TempDir
	Path directory;

	private final AtomicBoolean over = new AtomicBoolean();

	private final AtomicInteger polled = new AtomicInteger();

	private final AtomicInteger awaited = new AtomicInteger();

	@Test
	void everyWriteIsToldToThoseWhoAskAndToTheOneWhoWaits() throws Exception {
		try (DirectoryEvents events = DirectoryEvents.of(List.of(this.directory))) {
			List<CompletableFuture<Void>> threads = List.of(CompletableFuture.runAsync(() -> poll(events)),
					CompletableFuture.runAsync(() -> poll(events)), CompletableFuture.runAsync(() -> wait(events)));
			for (int round = 0; round < 50; round++) {
				settle(events);
				int polledBefore = this.polled.get();
				int awaitedBefore = this.awaited.get();
				write("p" + round % 10 + "/q" + round + "/A.class");
				Awaitility.await()
					.pollInterval(Duration.ofMillis(1))
					.atMost(LIMIT)
					.until(() -> this.polled.get() > polledBefore && this.awaited.get() > awaitedBefore);
			}
			settle(events);
			assertThat(events.areReliable()).isTrue();
			this.over.set(true);
			assertThat(threads).allSatisfy((thread) -> assertThat(thread).succeedsWithin(LIMIT));
		}
	}

	@Test
	void whoScansWhenToldSoonSeesEveryFile() throws Exception {
		FileTree tree = new FileTree(List.of(this.directory), List.of());
		AtomicInteger seen = new AtomicInteger();
		try (DirectoryEvents events = DirectoryEvents.of(List.of(this.directory))) {
			CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> wait(events));
			for (int round = 1; round <= 50; round++) {
				int expected = round;
				write("new" + round + "/inner/A.class");
				Awaitility.await().pollInterval(Duration.ofMillis(1)).atMost(LIMIT).until(() -> {
					if (events.poll()) {
						seen.set(tree.scan().size());
					}
					return seen.get() == expected;
				});
			}
			this.over.set(true);
			assertThat(waiting).succeedsWithin(LIMIT);
		}
	}

	@Test
	void measuresWhatItCosts() throws Exception {
		for (int index = 0; index < 2000; index++) {
			write("com/example/p" + index % 100 + "/Type" + index + ".class");
		}
		long start = System.nanoTime();
		try (DirectoryEvents events = DirectoryEvents.of(List.of(this.directory))) {
			long registration = System.nanoTime() - start;
			long[] idle = IntStream.range(0, 200_000).mapToLong((index) -> cost(events)).toArray();
			CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> wait(events));
			long[] besideAWaiter = IntStream.range(0, 200_000).mapToLong((index) -> cost(events)).toArray();
			long[] lags = new long[50];
			for (int round = 0; round < lags.length; round++) {
				settle(events);
				write("com/example/p1/Type1.class");
				long written = System.nanoTime();
				while (!events.poll()) {
					assertThat(System.nanoTime() - written).isLessThan(LIMIT.toNanos());
				}
				lags[round] = System.nanoTime() - written;
			}
			System.out.printf("Registration %d us; poll() %s ns, beside a waiter %s ns; from write to poll() %s us%n",
					registration / 1000, quantiles(idle), quantiles(besideAWaiter),
					quantiles(LongStream.of(lags).map((lag) -> lag / 1000).toArray()));
			this.over.set(true);
			assertThat(waiting).succeedsWithin(LIMIT);
		}
	}

	private static long cost(DirectoryEvents events) {
		long start = System.nanoTime();
		events.poll();
		return System.nanoTime() - start;
	}

	private static String quantiles(long[] values) {
		Arrays.sort(values);
		return "median " + values[values.length / 2] + " p99 " + values[values.length * 99 / 100];
	}

	// Until no event has come for a while, as none may be mistaken for that of the next
	// write
	private void settle(DirectoryEvents events) {
		Awaitility.await().pollInterval(Duration.ofMillis(1)).during(Duration.ofMillis(20)).atMost(LIMIT).until(() -> {
			int before = this.polled.get() + this.awaited.get();
			return !events.poll() && before == this.polled.get() + this.awaited.get();
		});
	}

	private void poll(DirectoryEvents events) {
		while (!this.over.get()) {
			if (events.poll()) {
				this.polled.incrementAndGet();
			}
			Thread.yield();
		}
	}

	private void wait(DirectoryEvents events) {
		while (!this.over.get()) {
			try {
				if (events.await(Duration.ofMillis(200))) {
					this.awaited.incrementAndGet();
				}
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

	private void write(String name) throws IOException {
		Path file = this.directory.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, name);
	}

}
