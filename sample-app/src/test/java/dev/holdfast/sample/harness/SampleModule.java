package dev.holdfast.sample.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the sample application and its parts are on disk, whoever runs the tests: Maven
 * or an IDE.
 */
public final class SampleModule {

	private static final Pattern HOLDFAST = Pattern
		.compile("/autoconfigure/target/classes/?$|/holdfast-spring-boot-\\d[^/]*\\.jar$");

	private static final Pattern TEST_ONLY = Pattern.compile(
			"/(surefire|failsafe|junit|opentest4j|apiguardian|mockito|objenesis|byte-buddy-\\d|assertj|awaitility|hamcrest"
					+ "|jsonassert|json-path|json-smart|accessors-smart|asm-9|android-json|xmlunit|jakarta.xml.bind"
					+ "|jakarta.activation|reactor-test|spring-test|spring-boot-test"
					+ "|spring-boot-starter-[a-z-]*test|spring-boot-[a-z]+-test|spring-boot-webtestclient)[^/]*\\.jar$"
					+ "|/(idea_rt|junit-rt|junit5-rt)\\.jar$");

	private SampleModule() {
	}

	/**
	 * The directory of the sample application's module.
	 * @return the directory that has the pom
	 */
	public static Path directory() {
		String directory = System.getProperty("project.basedir");
		return (directory != null) ? Path.of(directory) : testClasses().getParent().getParent();
	}

	/**
	 * The directory of the whole build.
	 * @return the directory that has the parent pom
	 */
	public static Path reactorRoot() {
		String directory = System.getProperty("holdfast.reactor-root");
		return (directory != null) ? Path.of(directory) : directory().toAbsolutePath().getParent();
	}

	/**
	 * The application's compiled classes, as the build left them.
	 * @return a directory
	 */
	public static Path classes() {
		return directory().resolve("target/classes");
	}

	/**
	 * The packaged application.
	 * @return an executable jar, which exists only after the build has packaged it
	 */
	public static Path executableJar() {
		String jar = System.getProperty("holdfast.jar");
		if (jar != null) {
			return Path.of(jar);
		}
		try (Stream<Path> files = Files.list(directory().resolve("target"))) {
			return files.filter((file) -> file.toString().endsWith("-exec.jar")).findFirst().orElseThrow();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What the application needs beside its own classes.
	 * @return jars and directories in the order of the class path
	 */
	public static List<Path> dependencies() {
		return allDependencies().stream().filter((entry) -> !OptionalLibraries.includes(entry)).toList();
	}

	/**
	 * What an application may need that a test makes of this one.
	 * @return the dependencies with all {@link OptionalLibraries}
	 */
	static List<Path> allDependencies() {
		return entries().filter((entry) -> !entry.equals(classes().toAbsolutePath()))
			.filter((entry) -> !entry.equals(testClasses()))
			.filter((entry) -> !TEST_ONLY.matcher(entry.toString()).find())
			.toList();
	}

	static boolean isHoldfast(Path entry) {
		return HOLDFAST.matcher(entry.toString()).find();
	}

	static Stream<Path> entries() {
		// Surefire may put nothing but a jar with a manifest on the real class path
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		return Stream.of(classPath.split(File.pathSeparator))
			.filter((entry) -> !entry.isBlank())
			.map((entry) -> Path.of(entry).toAbsolutePath());
	}

	private static Path testClasses() {
		try {
			return Path.of(SampleModule.class.getProtectionDomain().getCodeSource().getLocation().toURI())
				.toAbsolutePath();
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
