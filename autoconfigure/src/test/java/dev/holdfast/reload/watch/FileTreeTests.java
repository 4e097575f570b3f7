package dev.holdfast.reload.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.devtools.autoconfigure.DevToolsProperties;
import org.springframework.boot.devtools.classpath.PatternClassPathRestartStrategy;
import org.springframework.boot.devtools.filewatch.ChangedFile;

import static org.assertj.core.api.Assertions.assertThat;

class FileTreeTests {

	private static final String[] DEFAULT_EXCLUDES = new DevToolsProperties().getRestart().getAllExclude();

	@TempDir
	Path directory;

	@Test
	void findsFilesAtAnyDepth() throws IOException {
		write("a.class");
		write("com/example/B.class");
		write("com/example/.hidden");
		assertThat(names(tree())).containsExactly("a.class", "com/example/.hidden", "com/example/B.class");
		assertThat(tree().scan().size()).isEqualTo(3);
	}

	@Test
	void missingDirectoryIsEmpty() throws IOException {
		Path missing = this.directory.resolve("missing");
		FileTree tree = new FileTree(List.of(missing, write("file")), List.of());
		assertThat(tree.scan().size()).isZero();
		Files.createDirectory(missing);
		Files.createFile(missing.resolve("new"));
		assertThat(tree.scan().size()).isOne();
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void followsLinksToFilesAndDirectories() throws IOException {
		Path elsewhere = write("elsewhere/A.class").getParent();
		Path root = Files.createDirectory(this.directory.resolve("root"));
		Files.createSymbolicLink(root.resolve("linked"), elsewhere);
		Files.createSymbolicLink(root.resolve("B.class"), elsewhere.resolve("A.class"));
		Files.createSymbolicLink(root.resolve("nowhere"), elsewhere.resolve("missing"));
		assertThat(names(new FileTree(List.of(root), List.of()))).containsExactly("B.class", "linked/A.class");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void doesNotFollowLoops() throws IOException {
		write("a/A.class");
		Files.createSymbolicLink(this.directory.resolve("a/loop"), this.directory);
		assertThat(names(tree())).containsExactly("a/A.class");
	}

	@Test
	void excludesWhatDevToolsExcludes() {
		FileTree tree = new FileTree(List.of(this.directory), List.of(DEFAULT_EXCLUDES));
		PatternClassPathRestartStrategy devTools = new PatternClassPathRestartStrategy(DEFAULT_EXCLUDES);
		List<String> table = List.of("A.class", "com/example/A.class", "com/example/ATest.class",
				"com/example/ATests.class", "ATest.class", "ATests.class", "com/example/ATests$Inner.class",
				"com/example/Test.class", "com/example/TestA.class", "application.properties", "application.yaml",
				"META-INF/maven/g/a/pom.xml", "META-INF/maven", "META-INF/resources/index.html",
				"META-INF/spring.factories", "META-INF/build-info.properties", "META-INF/a/build-info.properties",
				"git.properties", "config/git.properties", "static/a.css", "static/deep/down/a.js", "public/index.html",
				"resources/a.txt", "templates/index.html", "templates/a/b.mustache", "templates2/a.html",
				"com/static/a.css", "Static/a.css", "static", "template/a.html", "i18n/messages.properties",
				"META-INF/Resources/a", "a b/static/ü.css", "static/ü ö.css");
		assertThat(table).allSatisfy((name) -> {
			Path file = this.directory.resolve(name);
			ChangedFile changed = new ChangedFile(this.directory.toFile(), file.toFile(), ChangedFile.Type.MODIFY);
			assertThat(tree.isExcluded(file)).isEqualTo(!devTools.isRestartRequired(changed));
			assertThat(tree.name(file)).isEqualTo(changed.getRelativeName());
		});
		assertThat(table).filteredOn((name) -> tree.isExcluded(this.directory.resolve(name))).hasSize(18);
	}

	@Test
	void fileOfTwoDirectoriesMustBeExcludedInBoth() {
		Path inner = this.directory.resolve("static");
		FileTree tree = new FileTree(List.of(this.directory, inner), List.of("static/**"));
		assertThat(tree.isExcluded(inner.resolve("a.css"))).isFalse();
		assertThat(tree.isExcluded(inner.resolve("static/a.css"))).isTrue();
		assertThat(tree.isExcluded(this.directory.resolveSibling("static/a.css"))).isFalse();
	}

	@Test
	void filesThatVanishMeanwhileAreLeftOut() {
		CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> IntStream.range(0, 150).forEach((round) -> {
			try {
				Path file = write("d" + round % 3 + "/e/f" + round % 7);
				Files.delete(file);
				Files.delete(file.getParent());
				Files.delete(file.getParent().getParent());
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}));
		int scans = 0;
		while (!writer.isDone() || scans < 10) {
			assertThat(tree().scan().size()).isLessThanOrEqualTo(1);
			scans++;
		}
		assertThat(writer).isCompleted();
	}

	@Test
	void scansTwoThousandFiles() throws IOException {
		for (int index = 0; index < 2000; index++) {
			write("com/example/p" + index % 100 + "/Type" + index + ".class");
		}
		FileTree tree = tree();
		long[] micros = IntStream.range(0, 40).mapToLong((round) -> tree.scan().cost().toNanos() / 1000).toArray();
		assertThat(tree.scan().size()).isEqualTo(2000);
		System.out.printf("Scan of 2,000 files: first %d us, median of the last 20 %d us%n", micros[0],
				Arrays.stream(micros, 20, 40).sorted().toArray()[10]);
	}

	private FileTree tree() {
		return new FileTree(List.of(this.directory), List.of());
	}

	private static Stream<String> names(FileTree tree) {
		return tree.scan().files().keySet().stream().map(tree::name).sorted();
	}

	private Path write(String name) throws IOException {
		Path file = this.directory.resolve(name);
		Files.createDirectories(file.getParent());
		return Files.writeString(file, name);
	}

}
