package dev.holdfast.reload.watch;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ClassFilesTests {

	private static final int MAJOR_VERSION = 7;

	@TempDir
	Path directory;

	private byte[] content;

	private Path file;

	@BeforeEach
	void readOwnClass() throws IOException {
		this.content = ClassFilesTests.class.getResourceAsStream("ClassFilesTests.class").readAllBytes();
		this.file = this.directory.resolve("A.class");
	}

	@Test
	void whollyWrittenClassIsComplete() throws IOException {
		assertThat(isComplete(this.content)).isTrue();
	}

	@Test
	void truncatedClassIsIncompleteWhereverItEnds() throws IOException {
		int step = this.content.length / 400;
		for (int length = 0; length < this.content.length; length += step) {
			assertThat(isComplete(Arrays.copyOf(this.content, length))).as("%d bytes", length).isFalse();
		}
		for (int missing = 1; missing <= 100; missing++) {
			assertThat(isComplete(Arrays.copyOf(this.content, this.content.length - missing))).isFalse();
		}
	}

	@Test
	void classWhoseEndIsNotFilledInYetIsIncomplete() throws IOException {
		for (int part = 0; part < 50; part++) {
			byte[] unfilled = this.content.clone();
			Arrays.fill(unfilled, unfilled.length * part / 50, unfilled.length, (byte) 0);
			assertThat(isComplete(unfilled)).as("%d of 50 parts", part).isFalse();
		}
	}

	@Test
	void classWithMoreAfterItsEndIsIncomplete() throws IOException {
		assertThat(isComplete(Arrays.copyOf(this.content, this.content.length + 1))).isFalse();
	}

	@Test
	void versionThatIsNotKnownYetIsNotHeldAgainstAClass() throws IOException {
		this.content[MAJOR_VERSION] = 120;
		assertThat(isComplete(this.content)).isTrue();
		assertThat(isComplete(Arrays.copyOf(this.content, this.content.length - 1))).isFalse();
		this.content[10] = 99;
		assertThat(isComplete(this.content)).isTrue();
	}

	@Test
	void constantOfAnUnknownKindIsIncompleteInAKnownVersion() throws IOException {
		this.content[10] = 99;
		assertThat(isComplete(this.content)).isFalse();
	}

	@Test
	void otherFilesAreComplete() throws IOException {
		assertThat(ClassFiles.isComplete(Files.createFile(this.directory.resolve("a.txt")))).isTrue();
	}

	@Test
	void classThatVanishedIsIncomplete() {
		assertThat(ClassFiles.isComplete(this.file)).isFalse();
	}

	@Test
	void allClassesOfTheJdkAndOfThisBuildAreComplete() throws Exception {
		Path own = Path.of(ClassFilesTests.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		Path jdk = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules/java.base/java/util");
		for (Path top : List.of(own, own.resolveSibling("classes"), jdk)) {
			try (Stream<Path> files = Files.walk(top)) {
				List<Path> classes = files.filter((path) -> path.toString().endsWith(".class")).toList();
				assertThat(classes).hasSizeGreaterThan(100).allMatch(ClassFiles::isComplete);
			}
		}
	}

	private boolean isComplete(byte[] written) throws IOException {
		return ClassFiles.isComplete(Files.write(this.file, written));
	}

}
