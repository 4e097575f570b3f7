package dev.holdfast.state.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.holdfast.state.migration.MalformedContentException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

@ExtendWith(OutputCaptureExtension.class)
class StateFileTests {

	@TempDir
	private Path parent;

	private Path directory;

	@BeforeEach
	void nameDirectory() {
		this.directory = this.parent.resolve("holdfast").resolve("state");
	}

	@Test
	void readsWhatWasWrittenLast() throws IOException {
		assertThat(StoredText.read(this.directory)).isNull();
		StoredText.write(this.directory, "one", "two", "three");
		assertThat(StoredText.read(this.directory)).isEqualTo("three");
		assertThat(StoredText.names(this.directory)).containsExactly("state", "state.lock", "state.previous");
	}

	@Test
	void aTruncatedFileIsMovedAsideAtAnyLength(CapturedOutput output) throws IOException {
		StoredText.write(this.directory, "previous", "current");
		byte[] whole = Files.readAllBytes(file("state"));
		for (int length = 0; length < whole.length; length++) {
			Files.write(file("state"), Arrays.copyOf(whole, length));
			assertThat(StoredText.read(this.directory)).as("%d bytes", length).isEqualTo("previous");
			assertThat(file("state")).doesNotExist();
		}
		assertThat(StoredText.names(this.directory).stream().filter((name) -> name.startsWith("state.damaged-")))
			.isNotEmpty();
		assertThat(output).contains("The state file " + file("state") + " cannot be read: it is truncated: ",
				". The copy before it is read instead. Delete it if you do not need it");
	}

	@Test
	void everyChangedByteIsNoticed() throws IOException {
		StoredText.write(this.directory, "previous", "current");
		byte[] whole = Files.readAllBytes(file("state"));
		for (int i = 0; i < whole.length; i++) {
			byte[] damaged = whole.clone();
			damaged[i] ^= 1;
			Files.write(file("state"), damaged);
			assertThat(StoredText.read(this.directory)).as("byte %d", i).isEqualTo("previous");
		}
	}

	@Test
	void garbageIsMovedAside(CapturedOutput output) throws IOException {
		StoredText.write(this.directory, "previous", "current");
		Files.writeString(file("state"), "<html>This is no state file at all, but it is long enough</html>");
		assertThat(StoredText.read(this.directory)).isEqualTo("previous");
		assertThat(aside()).hasContent("<html>This is no state file at all, but it is long enough</html>");
		assertThat(output).contains("cannot be read: it is no state file. It is now " + aside());
	}

	@Test
	void aForeignVersionIsMovedAside(CapturedOutput output) throws IOException {
		StoredText.write(this.directory, "previous", "current");
		byte[] foreign = Files.readAllBytes(file("state"));
		foreign["HOLDFAST".length() + 3] = 9;
		Files.write(file("state"), foreign);
		assertThat(StoredText.read(this.directory)).isEqualTo("previous");
		assertThat(aside()).hasBinaryContent(foreign);
		assertThat(output).contains("it is in version 9 of the format, and this Holdfast reads version 1");
	}

	@Test
	void contentThatItsReaderRefusesIsMovedAside() throws IOException {
		StoredText.write(this.directory, "previous", "current");
		try (StateFile file = StateFile.open(this.directory)) {
			String read = file.read((content) -> {
				String text = new String(content, StandardCharsets.UTF_8);
				if (text.equals("current")) {
					throw new MalformedContentException("it is the current one");
				}
				return text;
			});
			assertThat(read).isEqualTo("previous");
		}
	}

	@Test
	void beginsAnewIfBothCopiesAreDamaged(CapturedOutput output) throws IOException {
		StoredText.write(this.directory, "previous", "current");
		Files.writeString(file("state"), "garbage");
		Files.writeString(file("state.previous"), "garbage");
		assertThat(StoredText.read(this.directory)).isNull();
		assertThat(output).contains("State begins anew");
		StoredText.write(this.directory, "next");
		assertThat(StoredText.read(this.directory)).isEqualTo("next");
	}

	// What is left of a write of "three" that ended after each of its steps
	@ParameterizedTest
	@CsvSource({ "two, one, , two", "two, one, HOLD, two", "two, one, three, two", ", two, three, three",
			"three, two, , three", ", , three, three", ", , HOLD, ", ", two, HOLD, two" })
	void aWriteThatEndedHalfwayCostsNothingThatWasThere(String current, String previous, String fresh, String expected)
			throws IOException {
		Map<String, String> contents = new LinkedHashMap<>();
		contents.put("state", current);
		contents.put("state.previous", previous);
		contents.put("state.new", fresh);
		Files.createDirectories(this.directory);
		for (Map.Entry<String, String> content : contents.entrySet()) {
			if (content.getValue() != null) {
				Files.write(file(content.getKey()), stored(content.getValue()));
			}
		}
		assertThat(StoredText.read(this.directory)).isEqualTo(expected);
		// Nor does the next one that ends before its first rename
		Files.writeString(file("state.new"), "HOLD");
		assertThat(StoredText.read(this.directory)).isEqualTo(expected);
	}

	private static byte[] stored(String content) {
		return content.equals("HOLD") ? content.getBytes(StandardCharsets.UTF_8)
				: StateFileFormat.wrap(content.getBytes(StandardCharsets.UTF_8)).array();
	}

	@Test
	void aFileThatMayBeWholeIsNotMovedAside() throws IOException {
		StoredText.write(this.directory, "previous", "current");
		assumeThat(System.getProperty("user.name")).isNotEqualTo("root");
		Files.setPosixFilePermissions(file("state"), Set.of());
		assertThatExceptionOfType(StateStorageException.class).isThrownBy(() -> StoredText.read(this.directory))
			.withMessageContaining("The state file " + file("state") + " cannot be read: ")
			.withMessageContaining("AccessDeniedException");
		assertThat(StoredText.names(this.directory)).containsExactly("state", "state.lock", "state.previous");
	}

	@Test
	void anUnfinishedWriteCountsForNothing(CapturedOutput output) throws IOException {
		StoredText.write(this.directory, "one", "two");
		Files.writeString(file("state.new"), "HOLD");
		assertThat(StoredText.read(this.directory)).isEqualTo("two");
		StoredText.write(this.directory, "three");
		assertThat(StoredText.read(this.directory)).isEqualTo("three");
		assertThat(output).doesNotContain("cannot be read");
	}

	@Test
	void comesBackAfterTheBuildDirectoryWasCleaned() throws IOException {
		try (StateFile file = StateFile.open(this.directory)) {
			file.write("one".getBytes(StandardCharsets.UTF_8));
			for (String name : StoredText.names(this.directory)) {
				Files.delete(file(name));
			}
			Files.delete(this.directory);
			assertThat(file.isPresent()).isFalse();
			file.write("two".getBytes(StandardCharsets.UTF_8));
			assertThatExceptionOfType(StateFileInUseException.class).isThrownBy(() -> StateFile.open(this.directory));
		}
		assertThat(StoredText.read(this.directory)).isEqualTo("two");
	}

	private Path file(String name) {
		return this.directory.resolve(name);
	}

	private Path aside() throws IOException {
		return file(StoredText.names(this.directory)
			.stream()
			.filter((name) -> name.startsWith("state.damaged-"))
			.findFirst()
			.orElseThrow());
	}

}
