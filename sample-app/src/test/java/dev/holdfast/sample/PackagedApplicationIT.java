package dev.holdfast.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.RawHttpException;
import dev.holdfast.sample.harness.RawHttpException.Reason;
import dev.holdfast.sample.harness.RawRequest;
import dev.holdfast.sample.harness.SampleModule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * In production there is nothing but the plain beans.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(120)
class PackagedApplicationIT {

	private static final Pattern HOLDFAST_LOGGER = Pattern.compile("\\bh(oldfast)?\\.(?!sample\\.)(\\w+\\.)+\\w+\\s+:");

	private static final List<String> DEVELOPMENT = List.of("/_holdfast", "/_holdfast/", "/_holdfast/events",
			"/_holdfast/client.js", "/_holdfast/panel.js", "/_holdfast/status", "/_holdfast/status.js",
			"/_holdfast/status.css", "/_holdfast/graph.js", "/_holdfast/restart", "/_holdfast/state/discard",
			"/_holdfast/caches/clear", "/_holdfast/none");

	private static final int TERMINATED = 143;

	@Test
	void loadsNothingOfDevelopment(@TempDir Path directory) throws IOException {
		Path loaded = directory.resolve("classes.log");
		try (ForkedApplication application = ForkedApplication.ofJar(SampleModule.executableJar())
			.jvmArgument("-Xlog:class+load:file=" + loaded)
			.start()) {
			try (RawHttp http = RawHttp.newConnections(application.port())) {
				assertThat(http.post("/counter").text()).isEqualTo("1");
			}
			application.signal("TERM");
			assertThat(application.awaitExit(Duration.ofSeconds(10))).hasValue(TERMINATED);
		}
		assertThat(Files.readString(loaded)).contains("dev.holdfast.state.RestartState ")
			.doesNotContain("dev.holdfast.state.migration.", "dev.holdfast.state.SurvivingState",
					"dev.holdfast.reload.redefine.", "net.bytebuddy.");
	}

	@Test
	void countsLikeAnyApplicationAndEnds() {
		Path jar = SampleModule.executableJar();
		assertThat(jar).isRegularFile();
		try (ForkedApplication application = ForkedApplication.ofJar(jar).start()) {
			int port = application.port();
			try (RawHttp http = RawHttp.newConnections(port)) {
				assertThat(http.get("/counter").text()).isEqualTo("0");
				assertThat(http.post("/counter").text()).isEqualTo("1");
				assertThat(http.get("/counter").text()).isEqualTo("1");
				assertThat(http.get("/generation").text()).isEqualTo("1");
				assertThat(http.exchange(RawRequest.get("/").header("Accept", "text/html")).text())
					.endsWith("</html>\n")
					.doesNotContain("_holdfast");
				assertThat(DEVELOPMENT).allMatch((path) -> http.get(path).status() == 404);
				assertThat(application.countLog(HOLDFAST_LOGGER)).as(application::logTail).isZero();
				assertThat(application.jvm().threads()).isNotEmpty().noneMatch((thread) -> thread.contains("holdfast"));
				application.signal("TERM");
				assertThat(application.awaitExit(Duration.ofSeconds(10))).hasValue(TERMINATED);
				assertThatExceptionOfType(RawHttpException.class).isThrownBy(() -> http.get("/counter"))
					.extracting(RawHttpException::reason)
					.isEqualTo(Reason.REFUSED);
			}
		}
	}

}
