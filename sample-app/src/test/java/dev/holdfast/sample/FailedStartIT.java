package dev.holdfast.sample;

import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.RawRequest;
import dev.holdfast.sample.harness.RawResponse;
import dev.holdfast.sample.harness.SourceProject;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An edit after which the application does not start, and the one that repairs it.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(180)
class FailedStartIT {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	@TempDir
	private Path directory;

	private SourceProject project;

	@BeforeEach
	void copyProject() {
		this.project = SourceProject.copyTo(this.directory);
	}

	@Test
	void answersThatTheStartFailedUntilAFixCompiles() {
		try (ForkedApplication application = ForkedApplication.of(this.project).start();
				RawHttp http = RawHttp.keepAlive(application.port())) {
			int port = application.port();
			assertThat(http.post("/counter").text()).isEqualTo("1");
			breakStart(1);
			FailedStarts.awaitExplanation(http, 2);
			RawResponse page = http.exchange(RawRequest.get("/version").header("Accept", "text/html"));
			assertThat(page.status()).isEqualTo(503);
			assertThat(page.text()).startsWith("<!DOCTYPE html>").contains("failed to start");
			repair(http, "v2");
			assertThat(http.post("/counter").text()).isEqualTo("2");
			assertThat(application.port()).isEqualTo(port);
		}
	}

	@Test
	void recoversFromFiveBrokenEditsInARow() {
		try (ForkedApplication application = ForkedApplication.of(this.project).start();
				RawHttp http = RawHttp.newConnections(application.port())) {
			assertThat(http.post("/counter").text()).isEqualTo("1");
			for (int edit = 1; edit <= 5; edit++) {
				breakStart(edit);
				FailedStarts.awaitExplanation(http, edit + 1);
			}
			repair(http, "v2");
			assertThat(http.get("/counter").text()).isEqualTo("1");
			application.jvm().awaitRestartClassLoaders(2);
		}
	}

	@Test
	void answersForAStartThatDiesBeforeTheApplicationRuns() {
		try (ForkedApplication application = ForkedApplication.of(this.project).start();
				RawHttp http = RawHttp.newConnections(application.port())) {
			assertThat(http.post("/counter").text()).isEqualTo("1");
			String main = "dev/holdfast/sample/SampleApplication.java";
			String sound = this.project.read(main);
			this.project
				.edit(main,
						(source) -> source.replaceFirst("public static void main",
								"static { Integer.parseInt(\"broken early\"); }\n\n\tpublic static void main"))
				.compile();
			assertThat(FailedStarts.awaitExplanation(http, 2).text()).contains("broken early");
			this.project.write(main, sound);
			repair(http, "v2");
			assertThat(http.post("/counter").text()).isEqualTo("2");
		}
	}

	private void breakStart(int edit) {
		this.project.write(FailedStarts.FRAGILE_FILE, FailedStarts.fragile(true, edit)).compile();
	}

	private void repair(RawHttp http, String version) {
		this.project.version(version).write(FailedStarts.FRAGILE_FILE, FailedStarts.fragile(false, 0)).compile();
		Awaitility.await("the fix is effective").atMost(LIMIT).pollDelay(Duration.ZERO).until(() -> {
			RawResponse response = http.get("/version");
			assertThat(response.status()).as(response::toString).isIn(200, 503);
			return response.text().equals(version);
		});
	}

}
