package dev.holdfast.reload.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.reload.watch.FileChange.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class SnapshotTests {

	@TempDir
	Path directory;

	private Path file;

	private FileTree tree;

	private Snapshot before;

	@BeforeEach
	void scan() throws IOException {
		this.file = Files.writeString(this.directory.resolve("B.class"), "before");
		this.tree = new FileTree(List.of(this.directory), List.of("static/**"));
		this.before = this.tree.scan();
	}

	@Test
	void isTheSameWhenNothingHappens() {
		Snapshot after = this.tree.scan();
		assertThat(after.isSameAs(this.before)).isTrue();
		assertThat(after.since(this.before).isEmpty()).isTrue();
		assertThat(after.cost()).isPositive();
	}

	@Test
	void tellsWhatHappenedSortedByName() throws IOException {
		Path modified = Files.writeString(this.directory.resolve("C.txt"), "modified");
		Snapshot earlier = this.tree.scan();
		Files.delete(this.file);
		Files.writeString(modified, "longer than before");
		Files.createDirectory(this.directory.resolve("static"));
		Path style = Files.createFile(this.directory.resolve("static/a.css"));
		Path added = Files.createFile(this.directory.resolve("A.class"));
		Snapshot later = this.tree.scan();
		assertThat(later.isSameAs(earlier)).isFalse();
		assertThat(later.since(earlier).all()).containsExactly(new FileChange(added, "A.class", Kind.ADDED, false),
				new FileChange(this.file, "B.class", Kind.REMOVED, false),
				new FileChange(modified, "C.txt", Kind.MODIFIED, false),
				new FileChange(style, "static/a.css", Kind.ADDED, true));
		assertThat(later.since(earlier).all()).extracting(FileChange::isClass)
			.containsExactly(true, true, false, false);
	}

	@Test
	void renamingIsRemovingAndAdding() throws IOException {
		Files.move(this.file, this.directory.resolve("C.class"));
		assertThat(this.tree.scan().since(this.before).all()).extracting(FileChange::kind)
			.containsExactly(Kind.REMOVED, Kind.ADDED);
	}

	@Test
	void touchingIsModifying() throws IOException {
		Files.setLastModifiedTime(this.file,
				FileTime.from(Files.getLastModifiedTime(this.file).toInstant().plus(Duration.ofNanos(1000))));
		assertThat(this.tree.scan().since(this.before).all()).extracting(FileChange::kind)
			.containsExactly(Kind.MODIFIED);
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void fileReplacedByOneOfTheSameSizeAndTimeIsModified() throws IOException {
		Path other = Files.writeString(this.directory.resolveSibling(this.directory.getFileName() + "-other"),
				"after!");
		Files.setLastModifiedTime(other, Files.getLastModifiedTime(this.file));
		Files.move(other, this.file, StandardCopyOption.REPLACE_EXISTING);
		assertThat(this.tree.scan().since(this.before).all()).extracting(FileChange::kind)
			.containsExactly(Kind.MODIFIED);
	}

}
