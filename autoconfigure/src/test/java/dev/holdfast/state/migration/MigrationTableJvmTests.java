package dev.holdfast.state.migration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The migration table in JVMs of their own: on the running JDK and on JDK 25, there also
 * without the memory access of {@code sun.misc.Unsafe}. No package is opened. Nothing is
 * softly reachable in these JVMs, so that the table can also tell what leaks.
 */
class MigrationTableJvmTests {

	private static MigrationTable table;

	@TempDir
	private Path directory;

	@BeforeAll
	static void compile() {
		table = MigrationTable.compile();
	}

	@Test
	void passesOnTheRunningJdk() throws Exception {
		run(Path.of(System.getProperty("java.home")));
	}

	@Test
	void passesOnJdk25() throws Exception {
		run(jdk25());
	}

	@Test
	void passesOnJdk25WithoutUnsafe() throws Exception {
		run(jdk25(), "--sun-misc-unsafe-memory-access=deny");
	}

	private void run(Path home, String... options) throws Exception {
		List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString(), "-Xmx256m"));
		command.add(MigrationTable.NO_SOFT_REFERENCES);
		command.addAll(Arrays.asList(options));
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), MigrationTable.class.getName(),
				table.former().toString(), table.latter().toString()));
		Path out = this.directory.resolve("out");
		Path err = this.directory.resolve("err");
		Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
		try {
			assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		assertThat(Files.readString(err)).isEmpty();
		int cases = MigrationCase.all().size();
		assertThat(Files.readAllLines(out)).contains("PASSED " + cases + " of " + cases).contains("LEAKED []");
	}

	private static Path jdk25() throws Exception {
		Optional<Path> home = candidates().filter(MigrationTableJvmTests::isJdk25).findFirst();
		assumeThat(home).as("A JDK 25 in JAVA_HOME_25, JAVA_25_HOME, JAVA_HOME or beside the running one").isPresent();
		return home.orElseThrow();
	}

	private static Stream<Path> candidates() throws Exception {
		Path running = Path.of(System.getProperty("java.home"));
		Stream<Path> named = Stream.of("JAVA_HOME_25", "JAVA_25_HOME", "JAVA_HOME_25_X64", "JAVA_HOME")
			.map(System::getenv)
			.filter((home) -> home != null)
			.map(Path::of);
		try (Stream<Path> siblings = Files.list(running.getParent())) {
			return Stream.of(named, Stream.of(running), siblings.sorted().toList().stream()).flatMap((home) -> home);
		}
	}

	private static boolean isJdk25(Path home) {
		try {
			return Files.isExecutable(home.resolve("bin/java"))
					&& Files.readString(home.resolve("release")).contains("JAVA_VERSION=\"25");
		}
		catch (Exception ex) {
			return false;
		}
	}

}
