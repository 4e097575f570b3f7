package dev.holdfast.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.sample.harness.ApplicationLauncher;
import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.SourceProject;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Edits of all kinds: which of them restart the application, and that the answer is that
 * of a restart in any case.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(400)
class RedefinitionIT {

	private static final Pattern RESTARTING = Pattern.compile("Restarting: .*");

	private static final Pattern REPLACED = Pattern.compile("Replaced in place: .*");

	private static final Pattern DECIDED = Pattern.compile(RESTARTING + "|" + REPLACED);

	@TempDir
	private Path directory;

	private SourceProject project;

	private Path second;

	@BeforeEach
	void copyProject() throws IOException {
		this.project = SourceProject.copyTo(this.directory);
		this.project.write(EditedSources.FILE, EditedSources.AT_REQUESTS + EditedSources.AT_START);
		this.project.compile();
		this.second = this.directory.resolve("second");
		Path copy = Files.createDirectories(this.second.resolve("dev/holdfast/sample"));
		Files.copy(this.project.classes().resolve("dev/holdfast/sample/Texts.class"), copy.resolve("Texts.class"));
	}

	@Test
	void answersWithTheNewCodeAndKeepsTheState() {
		try (ForkedApplication application = startTwice(); RawHttp http = RawHttp.keepAlive(application.port())) {
			http.get("/count");
			http.get("/count");
			String generation = http.get("/generation").text();
			for (int edit = 2; edit <= 6; edit++) {
				awaitPrepared(application, edit);
				edit(application, "\"count " + (edit - 1), "\"count " + edit);
				assertThat(http.get("/count").text()).isEqualTo("count " + edit + " " + (edit + 1));
			}
			assertThat(http.get("/generation").text()).isEqualTo(generation);
			assertThat(application.countLog(RESTARTING)).isOne();
			assertThat(application.findInLog(REPLACED)).hasSize(5)
				.allMatch((match) -> match.group().contains("for GET /count"));
		}
	}

	@Test
	void restartsWithoutTheAgent() {
		try (ForkedApplication application = launcher(false).start();
				RawHttp http = RawHttp.keepAlive(application.port())) {
			application.awaitLog(Pattern.compile("With net.bytebuddy:byte-buddy-agent on the class path"),
					Duration.ofSeconds(10));
			edit(application, "\"body 1\"", "\"body 2\"");
			assertThat(http.get("/body").text()).isEqualTo("body 2");
			assertThat(application.countLog(RESTARTING)).isOne();
			assertThat(application.countLog(Pattern.compile("byte-buddy-agent"))).isOne();
		}
	}

	// One after the other in one application, since starting it takes longer than an edit
	@Test
	void answersAsARestartWouldForEachKindOfEdit() {
		check(Stream.of(EditKind.atRequests(), EditKind.atStart(), EditKind.late(), EditKind.shapes())
			.flatMap(List::stream)
			.toList());
	}

	private void check(List<EditKind> kinds) {
		SoftAssertions softly = new SoftAssertions();
		Map<String, String> answers = new LinkedHashMap<>();
		try (ForkedApplication application = startTwice(); RawHttp http = RawHttp.keepAlive(application.port())) {
			for (EditKind kind : kinds) {
				int restarts = application.countLog(RESTARTING);
				int replaced = application.countLog(REPLACED);
				edit(application, kind);
				String first = http.get(kind.path()).text();
				// Those who start last may do so when requests are answered already
				String answer = (kind.inPlace() || first.equals(kind.answer())) ? first : later(http, kind);
				answers.put(kind.path(), answer);
				if (kind.inPlace()) {
					// Some share code with kinds before
					answers.replaceAll((path, before) -> http.get(path).text());
				}
				softly.assertThat(answer).as(kind.name()).isEqualTo(kind.answer());
				softly.assertThat(application.countLog(RESTARTING) - restarts)
					.as(() -> kind + " restarts: " + last(application, RESTARTING))
					.isEqualTo(kind.inPlace() ? 0 : 1);
				softly.assertThat(application.countLog(REPLACED) - replaced)
					.as(() -> kind + " is replaced: " + last(application, REPLACED))
					.isEqualTo(kind.inPlace() ? 1 : 0);
			}
		}
		softly.assertAll();
		try (ForkedApplication afresh = launcher(true).start(); RawHttp http = RawHttp.keepAlive(afresh.port())) {
			answers.forEach((path, answer) -> assertThat(http.get(path).text()).as(path).isEqualTo(answer));
		}
	}

	private static String later(RawHttp http, EditKind kind) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.until(() -> http.get(kind.path()).text(), kind.answer()::equals);
	}

	private static String last(ForkedApplication application, Pattern pattern) {
		List<String> found = application.findInLog(pattern).stream().map((match) -> match.group()).toList();
		return found.isEmpty() ? "" : found.get(found.size() - 1);
	}

	private void edit(ForkedApplication application, String before, String after) {
		edit(application, new EditKind("", true, before, after, "", "", ""));
	}

	private void edit(ForkedApplication application, EditKind kind) {
		int decided = application.countLog(DECIDED);
		this.project.edit(EditedSources.FILE, kind::apply);
		this.project.compile();
		if (!kind.removed().isEmpty()) {
			this.project.deleteClass("dev/holdfast/sample/" + kind.removed());
		}
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(10))
			.until(() -> application.countLog(DECIDED) > decided);
	}

	// What the first generation has run before the agent was there, nobody knows
	private ForkedApplication startTwice() {
		ForkedApplication application = launcher(true).start();
		awaitPrepared(application, 1);
		this.project.write("dev/holdfast/sample/More.java", "package dev.holdfast.sample; class More { }").compile();
		awaitPrepared(application, 2);
		return application;
	}

	private static void awaitPrepared(ForkedApplication application, int times) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> application.countLog(Pattern.compile("Code can be replaced in place")) >= times);
	}

	// The class path has one class twice
	private ApplicationLauncher launcher(boolean agent) {
		ApplicationLauncher launcher = ForkedApplication.of(this.project)
			.noProperty("holdfast.reload.redefine")
			.property("logging.level.dev.holdfast.reload", "debug")
			.property("probe.text", "a")
			.property("probe.pool.name", "b")
			.dependency(this.second);
		return agent ? launcher : launcher.dependencies(RedefinitionIT::withoutAgent);
	}

	private static List<Path> withoutAgent(List<Path> entries) {
		return entries.stream().filter((entry) -> !entry.toString().contains("byte-buddy-agent")).toList();
	}

}
