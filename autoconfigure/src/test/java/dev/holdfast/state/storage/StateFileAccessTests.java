package dev.holdfast.state.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Who may have a state file: one process of its owner.
 */
class StateFileAccessTests {

	@TempDir
	private Path parent;

	private Path directory;

	@BeforeEach
	void nameDirectory() {
		this.directory = this.parent.resolve("holdfast").resolve("state");
	}

	@Test
	void isForItsOwnerAlone() throws IOException {
		StoredText.write(this.directory, "one", "two");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.directory))).isEqualTo("rwx------");
		for (String name : StoredText.names(this.directory)) {
			Path file = this.directory.resolve(name);
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).as(name)
				.isEqualTo("rw-------");
		}
	}

	@Test
	void theSecondProcessIsToldWhoHasTheFile() throws IOException {
		try (StateFile file = StateFile.open(this.directory)) {
			assertThat(file.toString()).endsWith("state");
			assertThatExceptionOfType(StateFileInUseException.class).isThrownBy(() -> StateFile.open(this.directory))
				.withMessageContaining(this.directory + " is in use by another application in this process")
				.withMessageContaining("holdfast.state.file.location");
			assertThat(file("state.lock")).hasContent(String.valueOf(ProcessHandle.current().pid()));
		}
		StateFile.open(this.directory).close();
	}

	@Test
	void aDirectoryThatIsAFileIsRefused() throws IOException {
		Files.createDirectories(this.directory.getParent());
		Files.writeString(this.directory, "");
		assertRefused("it is not a directory");
	}

	@Test
	void noSymbolicLinkIsFollowedToTheDirectory() throws IOException {
		Files.createDirectories(this.directory.getParent());
		Files.createSymbolicLink(this.directory, Files.createDirectory(this.parent.resolve("elsewhere")));
		assertRefused("it is not a directory");
	}

	@ParameterizedTest
	@ValueSource(strings = { "rwxrwx---", "rwx----w-" })
	void aDirectoryThatOthersMayWriteToIsRefused(String permissions) throws IOException {
		Files.createDirectories(this.directory);
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString(permissions));
		assertRefused("other users may write to it");
	}

	private void assertRefused(String reason) {
		assertThatExceptionOfType(StateStorageException.class).isThrownBy(() -> StateFile.open(this.directory))
			.satisfies((ex) -> {
				assertThat(ex.getProblem()).contains(this.directory.toString(), reason);
				assertThat(ex.getAction()).contains("Set holdfast.state.file.location to a directory of its own");
			});
	}

	@Test
	void noSymbolicLinkIsRead() throws IOException {
		StoredText.write(this.directory, "previous", "current");
		Path planted = Files.move(file("state"), this.parent.resolve("planted"));
		Files.createSymbolicLink(file("state"), planted);
		assertThat(StoredText.read(this.directory)).isEqualTo("previous");
		assertThat(planted).exists();
	}

	@Test
	void noSymbolicLinkIsWrittenThrough() throws IOException {
		StoredText.write(this.directory, "one");
		Path victim = Files.writeString(this.parent.resolve("victim"), "precious");
		Files.createSymbolicLink(file("state.new"), victim);
		StoredText.write(this.directory, "two");
		assertThat(victim).hasContent("precious");
		Files.delete(file("state.lock"));
		Files.createSymbolicLink(file("state.lock"), victim);
		assertThatExceptionOfType(StateStorageException.class).isThrownBy(() -> StateFile.open(this.directory));
		assertThat(victim).hasContent("precious");
	}

	@Test
	void aFileThatOthersMayWriteToIsNotRead() throws IOException {
		StoredText.write(this.directory, "previous", "current");
		Files.setPosixFilePermissions(file("state"), PosixFilePermissions.fromString("rw-rw-rw-"));
		assertThat(StoredText.read(this.directory)).isEqualTo("previous");
	}

	@Test
	void whatBelongsToAnotherUserIsNotBelieved() throws IOException {
		UserPrincipal nobody = this.parent.getFileSystem()
			.getUserPrincipalLookupService()
			.lookupPrincipalByName("nobody");
		StoredText.write(this.directory, "previous", "current");
		assumeThat(Files.isWritable(Path.of("/"))).as("root can give files away").isTrue();
		Files.setOwner(file("state"), nobody);
		assertThat(StoredText.read(this.directory)).isEqualTo("previous");
		Files.setOwner(file("state.lock"), nobody);
		assertRefused("it belongs to user nobody");
		Files.delete(file("state.lock"));
		Files.setOwner(this.directory, nobody);
		assertRefused("it belongs to user nobody");
	}

	@Test
	void whoLosesTheDirectoryToAnotherProcessWritesNoMore() throws Exception {
		try (StateFile file = StateFile.open(this.directory)) {
			file.write("one".getBytes(StandardCharsets.UTF_8));
			FileSystemUtils.deleteRecursively(this.directory);
			try (WriterProcess other = WriterProcess.writing(this.directory)) {
				assertLost(file, other);
			}
			// Its state is there now
			assertThatExceptionOfType(StateFileInUseException.class)
				.isThrownBy(() -> file.write("three".getBytes(StandardCharsets.UTF_8)));
		}
		assertWritten();
	}

	private void assertWritten() throws IOException {
		try (StateFile file = StateFile.open(this.directory)) {
			Integer number = file.read(WriterProcess::number);
			assertThat(number).isPositive();
		}
	}

	private static void assertLost(StateFile file, WriterProcess other) {
		assertThatExceptionOfType(StateFileInUseException.class)
			.isThrownBy(() -> file.write("two".getBytes(StandardCharsets.UTF_8)))
			.withMessageContaining("is in use by process " + other.pid());
	}

	@Test
	void theSecondProcessIsRefusedAlsoAfterAnotherApplicationInThisOneWas() throws Exception {
		try (StateFile file = StateFile.open(this.directory)) {
			assertThatExceptionOfType(StateFileInUseException.class).isThrownBy(() -> StateFile.open(this.directory));
			try (WriterProcess other = WriterProcess.start(this.directory)) {
				assertThat(other.readLine())
					.contains(this.directory + " is in use by process " + ProcessHandle.current().pid());
			}
			assertThat(file.isPresent()).isFalse();
		}
	}

	@Test
	void theDirectoryIsFreeOnceAProcessIsKilled() throws Exception {
		try (WriterProcess other = WriterProcess.writing(this.directory)) {
			assertThatExceptionOfType(StateFileInUseException.class).isThrownBy(() -> StateFile.open(this.directory))
				.withMessageContaining("process " + other.pid());
		}
		assertWritten();
	}

	private Path file(String name) {
		return this.directory.resolve(name);
	}

}
