package dev.holdfast.sample;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.OptionalLibraries;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.RawRequest;
import dev.holdfast.sample.harness.RawResponse;
import dev.holdfast.sample.harness.SourceProject;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Request state around, within and behind Spring Security, on the port of the application
 * and on that of Actuator, and after a restart as before.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(180)
class RequestStateSecurityIT {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	@TempDir
	private Path directory;

	@Test
	void everyPartOfARequestSeesItsStateOnBothPorts() {
		SourceProject project = SourceProject.copyTo(this.directory);
		VisitSources.addTo(project);
		project.compile();
		int managementPort = ForkedApplication.freePort();
		try (ForkedApplication application = ForkedApplication.of(project)
			.dependencies(OptionalLibraries.ACTUATOR::addTo)
			.dependencies(OptionalLibraries.SECURITY::addTo)
			.port(ForkedApplication.freePort())
			.property("management.server.port", String.valueOf(managementPort))
			.property("management.server.address", "127.0.0.1")
			.property("management.endpoints.web.exposure.include", "greeting")
			.start();
				RawHttp http = RawHttp.newConnections(application.port());
				RawHttp management = RawHttp.newConnections(managementPort)) {
			assertSeen(application, http, management);
			application.restart("restarted");
			assertSeen(application, http, management);
		}
	}

	private static void assertSeen(ForkedApplication application, RawHttp http, RawHttp management) {
		assertThat(get(http, "/greeting", "v1").text()).as(application::logTail).isEqualTo("ada v1 10");
		assertThat(get(management, "/actuator/greeting", "v2").text()).as(application::logTail).isEqualTo("ada v2 10");
		assertRefused(get(http, "/denied", "v3"), 403, "v3");
		assertRefused(http.get("/greeting?visit=v4"), 401, "v4");
		assertRefused(management.get("/actuator/greeting?visit=v5"), 401, "v5");
		Awaitility.await()
			.atMost(LIMIT)
			.untilAsserted(() -> assertThat(http.get("/visits").text())
				.isEqualTo(List.of("v1", "v2", "v3", "v4", "v5").toString()));
	}

	private static void assertRefused(RawResponse response, int status, String visit) {
		assertThat(response.status()).as(response::toString).isEqualTo(status);
		assertThat(response.header("x-refused")).hasValue(visit);
	}

	// The password of everyone is the name of the visit, which the user details read
	private static RawResponse get(RawHttp http, String path, String visit) {
		String credentials = Base64.getEncoder().encodeToString(("ada:" + visit).getBytes(StandardCharsets.UTF_8));
		return http.exchange(RawRequest.get(path + "?visit=" + visit).header("Authorization", "Basic " + credentials));
	}

}
