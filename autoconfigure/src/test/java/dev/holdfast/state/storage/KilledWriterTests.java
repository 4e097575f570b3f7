package dev.holdfast.state.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A JVM is killed while it writes, and the next one finds what it has stored.
 */
@Timeout(300)
class KilledWriterTests {

	private static final int KILLS = 50;

	private static final long SEED = 20260101;

	private static final int MAX_WRITES = 12;

	private static final int MAX_NANOS = 3_000_000;

	@TempDir
	private Path directory;

	@Test
	void everyStartFindsTheLastStateThatWasStored() {
		List<Writers> halves = List.of(new Writers(this.directory.resolve("first"), SEED),
				new Writers(this.directory.resolve("second"), SEED + 1));
		CompletableFuture
			.allOf(halves.stream()
				.map((writers) -> CompletableFuture.runAsync(() -> writers.kill(KILLS / halves.size())))
				.toArray(CompletableFuture[]::new))
			.join();
	}

	/**
	 * One JVM after the other on one file.
	 */
	private static final class Writers {

		private final Path location;

		private final Random random;

		private int stored;

		Writers(Path location, long seed) {
			this.location = location;
			this.random = new Random(seed);
		}

		void kill(int times) {
			try {
				for (int i = 0; i < times; i++) {
					run(this.random.nextInt(MAX_WRITES), this.random.nextInt(MAX_NANOS));
				}
				assertThat(this.stored).isGreaterThan(times);
				try (Stream<Path> files = Files.list(this.location)) {
					assertThat(files.map((file) -> file.getFileName().toString()).toList()).isSubsetOf("state",
							"state.previous", "state.new", "state.lock");
				}
			}
			catch (IOException | InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		private void run(int writes, long nanos) throws IOException, InterruptedException {
			try (WriterProcess writer = WriterProcess.start(this.location)) {
				verifyFound(writer.readLine());
				for (int i = 0; i < writes; i++) {
					note(writer.readLine());
				}
				LockSupport.parkNanos(nanos);
				writer.kill().forEach(this::note);
			}
		}

		private void verifyFound(String line) {
			assertThat(line).startsWith(WriterProcess.FOUND);
			int found = Integer.parseInt(line.substring(WriterProcess.FOUND.length()));
			// What was being written when the end came counts as well
			assertThat(found).isBetween(this.stored, this.stored + 1);
			this.stored = found;
		}

		private void note(String line) {
			if (line != null && line.startsWith(WriterProcess.STORED)) {
				this.stored = Integer.parseInt(line.substring(WriterProcess.STORED.length()));
			}
		}

	}

}
