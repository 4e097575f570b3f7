package dev.holdfast.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.Load;
import dev.holdfast.sample.harness.LoadSummary;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.RawRequest;
import dev.holdfast.sample.harness.SourceProject;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Changes of files in all the ways in which compilers and builds make them.
 */
@Timeout(240)
class ReloadIT {

	private static final Pattern RESTARTING = Pattern.compile("Restarting: ");

	private static final String VERSION_CLASS = "dev/holdfast/sample/VersionController.class";

	@TempDir
	private Path directory;

	private SourceProject project;

	@BeforeEach
	void copyProject() {
		this.project = SourceProject.copyTo(this.directory);
	}

	// On a machine that is busy, the file system tells some tens of milliseconds late
	@Test
	void theFirstRequestGetsTheNewCode() {
		try (ForkedApplication application = ForkedApplication.of(this.project).start();
				RawHttp http = RawHttp.keepAlive(application.port())) {
			for (int edit = 2; edit <= 12; edit++) {
				this.project.version("v" + edit).compile();
				after(Duration.ofMillis(200));
				assertThat(http.get("/version").text()).isEqualTo("v" + edit);
			}
			assertThat(application.countLog(RESTARTING)).as(application::logTail).isEqualTo(11);
		}
	}

	@Test
	void waitsForAHalfWrittenClass() {
		try (ForkedApplication application = ForkedApplication.of(this.project).start();
				RawHttp http = RawHttp.keepAlive(application.port())) {
			byte[] whole = compiled("v2");
			write(VERSION_CLASS, Arrays.copyOf(whole, whole.length / 2));
			Load load = load(application);
			during(Duration.ofSeconds(1),
					() -> assertThat(application.countLog(RESTARTING)).as(application::logTail).isZero());
			write(VERSION_CLASS, whole);
			application.awaitVersion("v2");
			assertFlawless(load.stop());
			assertThat(application.countLog(RESTARTING)).as(application::logTail).isEqualTo(1);
		}
	}

	@Test
	void aCompileThatTakesLongIsOneRestart() {
		try (ForkedApplication application = ForkedApplication.of(this.project).start();
				RawHttp http = RawHttp.keepAlive(application.port())) {
			http.get("/version");
			for (int type = 0; type < 40; type++) {
				this.project.write("dev/holdfast/sample/Plain" + type + ".java",
						"package dev.holdfast.sample; class Plain" + type + " { }");
			}
			Map<String, byte[]> next = new TreeMap<>(this.project.version("v2").compileApart());
			Load load = load(application);
			next.forEach((name, content) -> {
				write(name, content);
				after(Duration.ofMillis(250));
			});
			application.awaitVersion("v2");
			assertFlawless(load.stop());
			// Those at the beginning are few, and may be all for what anybody can know
			assertThat(application.countLog(RESTARTING)).as(application::logTail).isLessThan(next.size() / 2);
		}
	}

	@Test
	void aCleanRebuildIsOneRestartAndNobodySeesHalfAnApplication() {
		try (ForkedApplication application = ForkedApplication.of(this.project).start()) {
			Map<String, byte[]> next = all("v2");
			Load load = load(application);
			deleteClasses();
			during(Duration.ofSeconds(3),
					() -> assertThat(application.countLog(RESTARTING)).as(application::logTail).isZero());
			next.forEach(this::write);
			application.awaitVersion("v2");
			assertFlawless(load.stop());
			assertThat(application.countLog(RESTARTING)).as(application::logTail).isEqualTo(1);
		}
	}

	@Test
	void waitsForTheMainClass() {
		try (ForkedApplication application = ForkedApplication.of(this.project).start()) {
			String main = "dev/holdfast/sample/SampleApplication.class";
			byte[] content = classes().get(main);
			Load load = load(application);
			delete(this.project.classes().resolve(main));
			write(VERSION_CLASS, compiled("v2"));
			during(Duration.ofSeconds(5),
					() -> assertThat(application.countLog(RESTARTING)).as(application::logTail).isZero());
			write(main, content);
			application.awaitVersion("v2");
			assertFlawless(load.stop());
			assertThat(application.countLog(RESTARTING)).as(application::logTail).isEqualTo(1);
		}
	}

	@Test
	void twentyEditsInFiveSecondsEndWithTheLast() {
		try (ForkedApplication application = ForkedApplication.of(this.project).start()) {
			Map<Integer, byte[]> versions = new TreeMap<>();
			for (int edit = 2; edit <= 21; edit++) {
				versions.put(edit, compiled("v" + edit));
			}
			Load load = load(application);
			versions.forEach((edit, content) -> {
				write(VERSION_CLASS, content);
				after(Duration.ofMillis(250));
			});
			application.awaitVersion("v21");
			assertFlawless(load.stop());
			assertThat(application.countLog(RESTARTING)).as(application::logTail).isBetween(1, 20);
		}
	}

	@Test
	void touchingAFileRestartsNothing() {
		try (ForkedApplication application = ForkedApplication.of(this.project).start();
				RawHttp http = RawHttp.keepAlive(application.port())) {
			http.get("/version");
			touch(this.project.classes().resolve(VERSION_CLASS));
			during(Duration.ofSeconds(2), () -> assertThat(http.get("/version").text()).isEqualTo("v1"));
			assertThat(application.countLog(RESTARTING)).as(application::logTail).isZero();
		}
	}

	@Test
	void namesTheConfigurationThatHasChanged() {
		try (ForkedApplication application = ForkedApplication.of(this.project).start();
				RawHttp http = RawHttp.keepAlive(application.port())) {
			http.get("/version");
			write("application.properties", "demo.greeting=hello\ndemo.password=one\n".getBytes());
			http.get("/version");
			application.awaitLog(
					Pattern.compile(
							"Restarting: demo.greeting \\(none\\) -> 'hello', " + "demo.password \\(none\\) -> \\*{6}"),
					Duration.ofSeconds(20));
		}
	}

	@Test
	void givesTheTriggerBackToDevTools() {
		try (ForkedApplication application = ForkedApplication.of(this.project)
			.property("holdfast.reload.enabled", "false")
			.start()) {
			application.restart("v2");
			application.awaitLog(Pattern.compile("Restarting due to 1 class path change"), Duration.ofSeconds(20));
			assertThat(application.countLog(RESTARTING)).as(application::logTail).isZero();
		}
	}

	private static Load load(ForkedApplication application) {
		return Load.on(application.port()).clients(3, RawRequest.get("/version")).start();
	}

	private static void assertFlawless(LoadSummary summary) {
		assertThat(summary.outcomes().keySet()).as(summary::toString).isSubsetOf("200", "307");
	}

	/**
	 * Let time pass, as a compiler does that has more to compile.
	 */
	private static void after(Duration pause) {
		Awaitility.await().pollDelay(pause).until(() -> true);
	}

	private static void during(Duration time, Runnable assertion) {
		Awaitility.await().during(time).atMost(time.plusSeconds(10)).untilAsserted(assertion::run);
	}

	private byte[] compiled(String version) {
		return this.project.version(version).compileApart().get(VERSION_CLASS);
	}

	private Map<String, byte[]> all(String version) {
		Map<String, byte[]> all = classes();
		all.put(VERSION_CLASS, compiled(version));
		return all;
	}

	private Map<String, byte[]> classes() {
		return read(this.project.classes());
	}

	private static Map<String, byte[]> read(Path root) {
		Map<String, byte[]> all = new TreeMap<>();
		try (Stream<Path> files = Files.walk(root)) {
			for (Path file : files.filter((file) -> file.toString().endsWith(".class")).toList()) {
				all.put(root.relativize(file).toString(), Files.readAllBytes(file));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return all;
	}

	private void write(String name, byte[] content) {
		try {
			Path file = this.project.classes().resolve(name);
			Files.createDirectories(file.getParent());
			Files.write(file, content);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void deleteClasses() {
		try (Stream<Path> files = Files.walk(this.project.classes())) {
			files.toList().stream().filter((file) -> file.toString().endsWith(".class")).forEach(ReloadIT::delete);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void delete(Path file) {
		try {
			Files.delete(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void touch(Path file) {
		try {
			Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
