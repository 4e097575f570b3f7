package dev.holdfast.reload.watch;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

@EnabledOnOs(OS.LINUX)
class DirectoryEventsTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final Duration MOMENT = Duration.ofMillis(150);

	@TempDir
	Path directory;

	private Path root;

	private DirectoryEvents events;

	@BeforeEach
	void watch() throws IOException {
		this.root = Files.createDirectories(this.directory.resolve("target/classes"));
		Files.createDirectories(this.root.resolve("com/example"));
		this.events = DirectoryEvents.of(List.of(this.root));
	}

	@AfterEach
	void close() {
		this.events.close();
	}

	@Test
	void nothingHappensByItself() throws InterruptedException {
		assertThat(this.events.areReliable()).isTrue();
		assertThat(this.events.poll()).isFalse();
		assertThat(this.events.await(MOMENT)).isFalse();
	}

	@Test
	void writingAFileIsSeenOnce() throws Exception {
		write("com/example/A.class");
		assertThat(this.events.await(LIMIT)).isTrue();
		quiet();
		Files.writeString(this.root.resolve("com/example/A.class"), "more");
		awaitPoll();
		quiet();
		Files.delete(this.root.resolve("com/example/A.class"));
		assertThat(this.events.await(LIMIT)).isTrue();
	}

	@Test
	void pollingAndAwaitingTakeNothingFromEachOther() throws Exception {
		write("A.class");
		awaitPoll();
		assertThat(this.events.await(LIMIT)).isTrue();
		quiet();
		write("B.class");
		assertThat(this.events.await(LIMIT)).isTrue();
		assertThat(this.events.poll()).isTrue();
	}

	@Test
	void newDirectoriesAreWatchedOnceSomebodyAwaited() throws Exception {
		write("org/example/deep/A.class");
		awaitPoll();
		assertThat(this.events.poll()).as("not registered yet").isTrue();
		quiet();
		write("org/example/deep/A.class");
		assertThat(this.events.await(LIMIT)).isTrue();
	}

	@Test
	void deletedAndRecreatedDirectoryIsWatchedAgain() throws Exception {
		for (int round = 0; round < 5; round++) {
			FileSystemUtils.deleteRecursively(this.root.resolve("com"));
			write("com/example/A.class");
			assertThat(this.events.await(LIMIT)).isTrue();
			quiet();
			assertThat(this.events.areReliable()).isTrue();
			write("com/example/A.class");
			assertThat(this.events.await(LIMIT)).isTrue();
			quiet();
		}
	}

	@Test
	void renamedDirectoryIsWatchedUnderItsNewName() throws Exception {
		Files.move(this.root.resolve("com"), this.root.resolve("org"));
		assertThat(this.events.await(LIMIT)).isTrue();
		quiet();
		write("org/example/inner/A.class");
		assertThat(this.events.await(LIMIT)).isTrue();
		quiet();
		write("org/example/inner/A.class");
		assertThat(this.events.await(LIMIT)).isTrue();
	}

	@Test
	void eventsAreUnreliableWhileARootIsMissing() throws Exception {
		FileSystemUtils.deleteRecursively(this.root.getParent());
		Awaitility.await().atMost(LIMIT).until(() -> this.events.poll() && !this.events.areReliable());
		quiet();
		assertThat(this.events.areReliable()).isFalse();
		CompletableFuture<Boolean> told = awaiting(LIMIT);
		write("com/example/A.class");
		assertThat(told).succeedsWithin(LIMIT).isEqualTo(true);
		quiet();
		assertThat(this.events.areReliable()).isTrue();
		write("com/example/A.class");
		assertThat(this.events.await(LIMIT)).isTrue();
	}

	@Test
	void replacedRootIsWatched() throws Exception {
		Path next = Files.createDirectories(this.directory.resolve("target/next/org"));
		quiet();
		Files.move(this.root, this.directory.resolve("target/old"));
		Files.move(next.getParent(), this.root);
		assertThat(this.events.await(LIMIT)).isTrue();
		quiet();
		assertThat(this.events.areReliable()).isTrue();
		write("org/A.class");
		assertThat(this.events.await(LIMIT)).isTrue();
	}

	@Test
	void neighboursOfARootDoNotMatter() throws Exception {
		Files.createFile(this.root.resolveSibling("app.jar"));
		assertThat(this.events.await(MOMENT)).isFalse();
		assertThat(this.events.poll()).isFalse();
	}

	@Test
	void linkedDirectoriesAreWatchedAndLoopsLeftOut() throws Exception {
		Path elsewhere = Files.createDirectories(this.directory.resolve("elsewhere/inner"));
		Files.createSymbolicLink(elsewhere.resolve("loop"), elsewhere.getParent());
		Files.createSymbolicLink(this.root.resolve("linked"), elsewhere.getParent());
		Files.createSymbolicLink(this.root.resolve("nowhere"), this.directory.resolve("missing"));
		assertThat(this.events.await(LIMIT)).isTrue();
		quiet();
		assertThat(this.events.areReliable()).isTrue();
		Files.createFile(elsewhere.resolve("A.class"));
		assertThat(this.events.await(LIMIT)).isTrue();
	}

	@Test
	void linkedFilesMakeEventsUnreliable() throws Exception {
		Path elsewhere = Files.createFile(this.directory.resolve("A.class"));
		Files.createSymbolicLink(this.root.resolve("com/example/A.class"), elsewhere);
		assertThat(this.events.await(LIMIT)).isTrue();
		assertThat(this.events.areReliable()).isFalse();
		try (DirectoryEvents later = DirectoryEvents.of(List.of(this.root))) {
			assertThat(later.areReliable()).isFalse();
		}
	}

	@Test
	void directoriesOfOtherFileSystemsAreUnreliable() throws Exception {
		try (FileSystem zip = FileSystems.newFileSystem(this.directory.resolve("a.zip"), Map.of("create", "true"));
				DirectoryEvents zipped = DirectoryEvents.of(List.of(zip.getPath("/")))) {
			assertThat(zipped.areReliable()).isFalse();
			assertThat(zipped.await(MOMENT)).isFalse();
		}
	}

	@Test
	void directoryThatAppearsAmongMoreEventsThanAreKeptIsWatched() throws Exception {
		for (int index = 0; index < 3000; index++) {
			write("A" + index + ".class");
		}
		write("late/A.class");
		assertThat(this.events.await(LIMIT)).isTrue();
		quiet();
		write("late/A.class");
		assertThat(this.events.await(LIMIT)).isTrue();
	}

	@Test
	void closingEndsTheWait() {
		CompletableFuture<Boolean> told = awaiting(LIMIT.multipliedBy(10));
		this.events.close();
		assertThat(told).succeedsWithin(LIMIT).isEqualTo(false);
		assertThat(this.events.areReliable()).isFalse();
		assertThat(this.events.poll()).isTrue();
	}

	private CompletableFuture<Boolean> awaiting(Duration timeout) {
		return CompletableFuture.supplyAsync(() -> {
			try {
				return this.events.await(timeout);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

	private void awaitPoll() {
		Awaitility.await().pollInterval(Duration.ofMillis(1)).atMost(LIMIT).until(this.events::poll);
	}

	// Until neither the waiting nor the asking thread is told of anything
	private void quiet() {
		Awaitility.await()
			.pollInterval(Duration.ofMillis(1))
			.atMost(LIMIT)
			.until(() -> !this.events.await(MOMENT) && !this.events.poll());
	}

	private void write(String name) throws IOException {
		Path file = this.root.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, name);
	}

}
