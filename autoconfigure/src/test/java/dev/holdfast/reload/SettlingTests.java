package dev.holdfast.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.holdfast.reload.watch.FileChanges;
import dev.holdfast.reload.watch.FileTree;
import dev.holdfast.reload.watch.Snapshot;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Settling}, on a clock that stands still until it is told.
 */
class SettlingTests {

	private static final ReloadSettings SETTINGS = new ReloadSettings(Duration.ofMillis(100), Duration.ofMillis(500),
			Duration.ofSeconds(10), Duration.ofSeconds(1), List.of(), List.of(), null);

	@TempDir
	Path directory;

	private FileTree tree;

	private Snapshot loaded;

	private long nanos;

	@BeforeEach
	void load() throws IOException {
		for (int i = 0; i < 30; i++) {
			write("app/C" + i, 1);
		}
		write("app/Main", 1);
		this.tree = new FileTree(List.of(this.directory), List.of());
		this.loaded = this.tree.scan();
	}

	@Test
	void waitsUntilNothingHasChangedForTheQuietPeriod() throws IOException {
		Settling settling = settling(0, false);
		write("app/C1", 2);
		assertThat(left(settling)).hasMillis(100);
		pass(Duration.ofMillis(60));
		assertThat(left(settling)).hasMillis(40);
		pass(Duration.ofMillis(40));
		assertThat(left(settling)).isZero();
	}

	@Test
	void beginsAgainWithEachChange() throws IOException {
		Settling settling = settling(0, false);
		write("app/C1", 2);
		left(settling);
		pass(Duration.ofMillis(90));
		write("app/C2", 2);
		assertThat(left(settling)).hasMillis(100);
	}

	@Test
	void waitsLongerForManyChanges() throws IOException {
		Settling settling = settling(0, false);
		for (int i = 0; i < 21; i++) {
			write("app/C" + i, 2);
		}
		assertThat(left(settling)).hasMillis(500);
	}

	@Test
	void waitsLongerIfFilesChangedDuringTheStart() throws IOException {
		Settling settling = settling(0, true);
		write("app/C1", 2);
		assertThat(left(settling)).hasMillis(500);
	}

	@ParameterizedTest
	@CsvSource({ "1, 200", "2, 400", "3, 800", "4, 1000", "40, 1000" })
	void waitsLongerWithEachFailure(int failures, long millis) throws IOException {
		Settling settling = settling(failures, false);
		write("app/C1", 2);
		assertThat(left(settling)).hasMillis(millis);
	}

	@Test
	void waitsForTheMainClassHoweverLong() throws IOException {
		Settling settling = settling(0, false);
		Files.delete(file("app/Main"));
		assertThat(left(settling)).hasMillis(500);
		pass(Duration.ofMinutes(10));
		assertThat(left(settling)).isPositive();
	}

	@Test
	void waitsForARebuildButNotForGood() throws IOException {
		Settling settling = settling(0, false);
		for (int i = 0; i < 25; i++) {
			Files.delete(file("app/C" + i));
		}
		assertWaitsButNotForGood(settling);
	}

	@Test
	void waitsForAnIncompleteClassButNotForGood() throws IOException {
		Settling settling = settling(0, false);
		Files.write(file("app/C1"), new byte[] { (byte) 0xCA, (byte) 0xFE });
		assertWaitsButNotForGood(settling);
	}

	@Test
	void doesNotWaitForClassesThatCameInThePlaceOfOthers() throws IOException {
		Settling settling = settling(0, false);
		for (int i = 0; i < 5; i++) {
			Files.delete(file("app/C" + i));
			write("app/New" + i, 1);
		}
		left(settling);
		pass(Duration.ofMillis(500));
		assertThat(left(settling)).isZero();
	}

	@Test
	void aNestedClassMayGo() throws IOException {
		write("app/C1$Nested", 1);
		this.loaded = this.tree.scan();
		Settling settling = settling(0, false);
		Files.delete(file("app/C1$Nested"));
		write("app/C1", 2);
		assertThat(left(settling)).hasMillis(100);
	}

	private void assertWaitsButNotForGood(Settling settling) {
		left(settling);
		pass(Duration.ofSeconds(9));
		assertThat(left(settling)).isPositive();
		pass(Duration.ofSeconds(1));
		assertThat(left(settling)).isZero();
	}

	private Settling settling(int failures, boolean overtaken) {
		return new Settling(SETTINGS, failures, overtaken, () -> this.nanos);
	}

	private void pass(Duration time) {
		this.nanos += time.toNanos();
	}

	private Duration left(Settling settling) {
		Snapshot now = this.tree.scan();
		FileChanges changes = now.since(this.loaded);
		return settling.left(now, changes, "app.Main");
	}

	private Path file(String name) {
		return this.directory.resolve(name + ".class");
	}

	private void write(String name, int version) throws IOException {
		Files.createDirectories(this.directory.resolve("app"));
		byte[] content = AbstractReloadGateTests.classFile(name, version * 1000);
		Files.write(file(name), content);
		Files.setLastModifiedTime(file(name), FileTime.fromMillis(version * 1000L));
	}

}
