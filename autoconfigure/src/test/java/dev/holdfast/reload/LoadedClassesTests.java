package dev.holdfast.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.reload.watch.FileChange;
import dev.holdfast.reload.watch.FileChange.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class LoadedClassesTests {

	private final LoadedClasses classes = new LoadedClasses();

	@TempDir
	private Path directory;

	private Path first;

	private Path second;

	private Path file;

	@BeforeEach
	void write() throws IOException {
		this.first = Files.createDirectories(this.directory.resolve("first"));
		this.second = Files.createDirectories(this.directory.resolve("second"));
		this.file = write(this.first, "app/A.class", 1);
		write(this.first, "app/a.properties", 9);
		write(this.second, "app/B$C.class", 2);
		this.classes.rememberAll(List.of(this.first, this.second));
	}

	@Test
	void remembersClassesOfAllDirectories() {
		assertThat(this.classes.all()).containsExactlyInAnyOrder(new byte[] { 1 }, new byte[] { 2 });
		assertThat(this.classes.name(this.file)).isEqualTo("app.A");
		assertThat(this.classes.name(this.second.resolve("app/B$C.class"))).isEqualTo("app.B$C");
		assertThat(this.classes.areComplete()).isTrue();
	}

	@Test
	void remembersWhatWasLoadedWhateverIsWrittenLater() throws IOException {
		write(this.first, "app/A.class", 3);
		assertThat(this.classes.get(this.file)).containsExactly(1);
		this.classes.remember(List.of(change(Kind.MODIFIED)));
		assertThat(this.classes.get(this.file)).containsExactly(3);
	}

	@Test
	void doesNotNameClassesThatAreThereTwiceOrElsewhere() throws IOException {
		write(this.second, "app/A.class", 3);
		assertThat(this.classes.name(this.file)).isNull();
		assertThat(this.classes.name(this.directory.resolve("A.class"))).isNull();
	}

	@Test
	void isIncompleteUntilWhatWasForgottenIsKnownAgain() {
		this.classes.forget(this.file);
		assertThat(this.classes.get(this.file)).isNull();
		assertThat(this.classes.areComplete()).isFalse();
		this.classes.remember(List.of(change(Kind.MODIFIED)));
		assertThat(this.classes.areComplete()).isTrue();
	}

	@Test
	void isCompleteWithoutWhatHasGone() {
		this.classes.forget(this.file);
		this.classes.remember(List.of(change(Kind.REMOVED)));
		assertThat(this.classes.areComplete()).isTrue();
		assertThat(this.classes.all()).hasSize(1);
	}

	@Test
	void directoriesNeedNotExist() {
		this.classes.rememberAll(List.of(this.first, this.directory.resolve("none")));
		assertThat(this.classes.areComplete()).isTrue();
		assertThat(this.classes.all()).hasSize(1);
	}

	@Test
	void forgetsOtherFilesWithoutNoticing() {
		this.classes.forget(this.first.resolve("app/a.properties"));
		assertThat(this.classes.areComplete()).isTrue();
	}

	private FileChange change(Kind kind) {
		return new FileChange(this.file, "app/A.class", kind, false);
	}

	private static Path write(Path root, String name, int content) throws IOException {
		Path file = root.resolve(name);
		Files.createDirectories(file.getParent());
		return Files.write(file, new byte[] { (byte) content });
	}

}
