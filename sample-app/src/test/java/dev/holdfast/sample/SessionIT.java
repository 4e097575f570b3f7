package dev.holdfast.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

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
 * The sample application's own login lasts.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(180)
class SessionIT {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final String CONTROLLER = "dev/holdfast/sample/SessionController.java";

	private static final Pattern PARKED = Pattern.compile("Attribute 'user' of web session #\\w{8} is parked");

	@TempDir
	private Path directory;

	private SourceProject project;

	@BeforeEach
	void copyProject() {
		this.project = SourceProject.copyTo(this.directory);
	}

	@Test
	void staysLoggedInThroughFiveRestarts() {
		try (ForkedApplication application = ForkedApplication.of(this.project).start();
				RawHttp http = RawHttp.newConnections(application.port())) {
			assertThat(http.get("/me").status()).isEqualTo(401);
			String cookie = login(http, "Ada");
			String other = login(http, "Grace");
			for (int restart = 1; restart <= 5; restart++) {
				application.restart("restart " + restart);
				RawResponse me = me(http, cookie);
				assertThat(me.text()).as(application::logTail).isEqualTo("{\"name\":\"Ada\"}");
				assertThat(me.header("set-cookie")).isEmpty();
			}
			assertThat(me(http, other).text()).isEqualTo("{\"name\":\"Grace\"}");
			assertThat(http.exchange(RawRequest.post("/logout").header("Cookie", cookie)).status()).isEqualTo(200);
			application.restart("logged out");
			assertThat(me(http, cookie).status()).isEqualTo(401);
			assertThat(me(http, other).status()).isEqualTo(200);
			assertThat(application.countLog(PARKED)).isZero();
		}
	}

	@Test
	void staysLoggedInWhenTheUserHasAnotherShape() {
		try (ForkedApplication application = ForkedApplication.of(this.project).start();
				RawHttp http = RawHttp.newConnections(application.port())) {
			String cookie = login(http, "Ada");
			restart(application, "v2", "java.util.List<String> roles, String name", "java.util.List.of(), name");
			assertThat(me(http, cookie).text()).as(application::logTail).isEqualTo("{\"roles\":[],\"name\":\"Ada\"}");
			restart(application, "v3", "int name", "name.length()");
			assertThat(me(http, cookie).status()).isEqualTo(401);
			application.awaitLog(PARKED, LIMIT);
			restart(application, "v4", "String name", "name");
			assertThat(me(http, cookie).text()).as(application::logTail).isEqualTo("{\"name\":\"Ada\"}");
		}
	}

	private void restart(ForkedApplication application, String version, String user, String creation) {
		application.restart(() -> this.project.version(version)
			.edit(CONTROLLER, (text) -> text.replaceFirst("record User\\(.*\\)", "record User(" + user + ")")
				.replaceFirst("new User\\(.*\\)", "new User(" + creation + ")")), version);
	}

	private static String login(RawHttp http, String name) {
		RawResponse response = http.post("/login?name=" + name);
		assertThat(response.status()).isEqualTo(200);
		return response.header("set-cookie").orElseThrow().replaceFirst(";.*", "");
	}

	private static RawResponse me(RawHttp http, String cookie) {
		return http.exchange(RawRequest.get("/me").header("Cookie", cookie));
	}

}
