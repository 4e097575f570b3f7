package dev.holdfast.reload.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.reload.watch.FileChange.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class ContentsTests {

	@TempDir
	Path directory;

	private final Contents contents = new Contents();

	private Path file;

	private FileTree tree;

	private Snapshot baseline;

	private int writes;

	@BeforeEach
	void remember() throws IOException {
		this.file = this.directory.resolve("A.class");
		write("one");
		this.tree = new FileTree(List.of(this.directory), List.of());
		this.baseline = this.tree.scan();
		this.contents.remember(this.baseline);
	}

	@Test
	void touchedFileIsNoChange() throws IOException {
		write("one");
		assertThat(this.tree.scan().since(this.baseline).all()).hasSize(1);
		assertThat(changes()).isEmpty();
	}

	@Test
	void otherContentIsAChange() throws IOException {
		write("two");
		assertThat(changes()).extracting(FileChange::kind).containsExactly(Kind.MODIFIED);
	}

	@Test
	void contentThatIsNotKnownIsAChange() throws IOException {
		write("one");
		FileChanges changes = this.tree.scan().since(this.baseline);
		assertThat(new Contents().reallyChanged(changes)).isEqualTo(changes);
	}

	@Test
	void fileThatCameBackAsItWasIsNoChange() throws IOException {
		Files.delete(this.file);
		Snapshot without = this.tree.scan();
		assertThat(this.contents.reallyChanged(without.since(this.baseline)).all()).extracting(FileChange::kind)
			.containsExactly(Kind.REMOVED);
		write("one");
		assertThat(this.contents.reallyChanged(without.since(this.baseline)).isEmpty()).isTrue();
		assertThat(this.contents.reallyChanged(this.tree.scan().since(without)).isEmpty()).isTrue();
	}

	@Test
	void fileThatComesBackAfterItsRemovalWasAcceptedIsAdded() throws IOException {
		Files.delete(this.file);
		Snapshot without = this.tree.scan();
		this.contents.accept(without, without.since(this.baseline));
		write("one");
		assertThat(this.contents.reallyChanged(this.tree.scan().since(without)).all()).extracting(FileChange::kind)
			.containsExactly(Kind.ADDED);
	}

	@Test
	void fileThatComesBackAfterABaselineWithoutItIsAdded() throws IOException {
		Files.delete(this.file);
		Snapshot without = this.tree.scan();
		this.contents.remember(without);
		write("one");
		assertThat(this.contents.reallyChanged(this.tree.scan().since(without)).all()).hasSize(1);
	}

	@Test
	void acceptedContentIsTheNewBaseline() throws IOException {
		write("two");
		Snapshot later = this.tree.scan();
		this.contents.accept(later, later.since(this.baseline));
		this.baseline = later;
		write("two");
		assertThat(changes()).isEmpty();
		write("one");
		assertThat(changes()).hasSize(1);
	}

	@Test
	void contentWrittenAfterTheSnapshotIsNotTakenForTheBaseline() throws IOException {
		Contents late = new Contents();
		write("two");
		late.remember(this.baseline);
		assertThat(late.reallyChanged(this.tree.scan().since(this.baseline)).all()).hasSize(1);
		Snapshot later = this.tree.scan();
		write("three");
		late.accept(later, later.since(this.baseline));
		assertThat(late.reallyChanged(this.tree.scan().since(later)).all()).hasSize(1);
	}

	@Test
	void remembersTwoThousandFiles() throws IOException {
		byte[] content = ContentsTests.class.getResourceAsStream("ContentsTests.class").readAllBytes();
		for (int index = 0; index < 2000; index++) {
			Files.write(this.directory.resolve("Type" + index + ".class"), content);
		}
		Snapshot snapshot = this.tree.scan();
		Contents fresh = new Contents();
		long start = System.nanoTime();
		fresh.remember(snapshot);
		long first = System.nanoTime();
		fresh.remember(snapshot);
		long second = System.nanoTime();
		System.out.printf("Remembering 2,000 files of %d bytes: %d ms, again %d ms%n", content.length,
				(first - start) / 1_000_000, (second - first) / 1_000_000);
		assertThat(fresh.reallyChanged(snapshot.since(this.baseline)).isEmpty()).isTrue();
	}

	private List<FileChange> changes() {
		return this.contents.reallyChanged(this.tree.scan().since(this.baseline)).all();
	}

	private void write(String content) throws IOException {
		Files.writeString(this.file, content);
		Files.setLastModifiedTime(this.file, FileTime.fromMillis(1_000_000_000L * ++this.writes));
	}

}
