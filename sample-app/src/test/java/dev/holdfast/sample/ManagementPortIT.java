package dev.holdfast.sample;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.Load;
import dev.holdfast.sample.harness.LoadSummary;
import dev.holdfast.sample.harness.OptionalLibraries;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.RawRequest;
import dev.holdfast.sample.harness.SourceProject;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A port for Actuator beside that of the application: two servers, which survive side by
 * side.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(180)
class ManagementPortIT {

	private static final String HEALTH = "/actuator/health";

	@TempDir
	private Path directory;

	@Test
	void keepsBothPortsApartThroughRestarts() {
		int managementPort = ForkedApplication.freePort();
		try (ForkedApplication application = ForkedApplication.of(SourceProject.copyTo(this.directory))
			.dependencies(OptionalLibraries.ACTUATOR::addTo)
			.port(ForkedApplication.freePort())
			.property("management.server.port", String.valueOf(managementPort))
			.property("management.server.address", "127.0.0.1")
			// Else a server that is up is not yet healthy, until the application is ready
			.property("management.endpoint.health.probes.enabled", "false")
			.start()) {
			assertThat(application.port()).isNotEqualTo(managementPort);
			assertApart(application.port(), managementPort);
			Load load = Load.on(application.port()).clients(2, RawRequest.get("/version")).start();
			Load managementLoad = Load.on(managementPort).clients(2, RawRequest.get(HEALTH)).start();
			for (int restart = 1; restart <= 3; restart++) {
				application.restart("restart " + restart);
				assertApart(application.port(), managementPort);
			}
			assertUndisturbed(load.stop());
			assertUndisturbed(managementLoad.stop());
			assertThat(application.jvm().restartClassLoaders()).isLessThanOrEqualTo(2);
		}
	}

	private static void assertApart(int port, int managementPort) {
		try (RawHttp http = RawHttp.newConnections(port); RawHttp management = RawHttp.newConnections(managementPort)) {
			assertThat(http.get("/version").status()).isEqualTo(200);
			assertThat(http.get(HEALTH).status()).isEqualTo(404);
			assertThat(management.get(HEALTH).text()).contains("\"status\":\"UP\"");
			assertThat(management.get("/version").status()).isEqualTo(404);
		}
	}

	private static void assertUndisturbed(LoadSummary summary) {
		System.out.println("Two ports under load: " + summary);
		assertThat(summary.outcomes().keySet()).as(summary::toString).isSubsetOf("200", "307");
	}

}
