package dev.holdfast.sample;

import java.nio.file.Path;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.JvmInspector;
import dev.holdfast.sample.harness.Load;
import dev.holdfast.sample.harness.LoadSummary;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.RawRequest;
import dev.holdfast.sample.harness.SourceProject;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The promise: whoever uses the application does not notice that it restarts.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(600)
@Isolated
class RestartUnderLoadIT {

	private static final int WARM_UP_RESTARTS = 5;

	private static final int RESTARTS = 25;

	private static final int GENERATIONS_IN_MEMORY = 2;

	@TempDir
	private Path directory;

	@Test
	void losesNeitherRequestsNorUpdatesNorMemory() {
		try (ForkedApplication application = ForkedApplication.of(SourceProject.copyTo(this.directory)).start()) {
			Load load = Load.on(application.port())
				.clients(8, RawRequest.get("/version"))
				.clients(2, RawRequest.post("/counter"))
				.clients(2, RawRequest.get("/slow?ms=300"))
				.start();
			restart(application, 1, WARM_UP_RESTARTS);
			long warm = metaspaceWithoutRetiredGenerations(application.jvm());
			restart(application, WARM_UP_RESTARTS + 1, RESTARTS);
			LoadSummary summary = load.stop();
			System.out.println("Restarts under load: " + summary);
			assertThat(summary.outcomes().keySet()).as(summary::toString).isSubsetOf("200", "307");
			assertThat(counter(application)).as(summary::toString).isEqualTo(summary.acknowledged("POST /counter"));
			assertThat(metaspaceWithoutRetiredGenerations(application.jvm())).isCloseTo(warm,
					Percentage.withPercentage(5));
		}
	}

	private static void restart(ForkedApplication application, int first, int last) {
		for (int restart = first; restart <= last; restart++) {
			application.restart("restart " + restart);
		}
	}

	private static long metaspaceWithoutRetiredGenerations(JvmInspector jvm) {
		// Requests that a generation still has to finish keep it for a moment
		jvm.awaitRestartClassLoaders(GENERATIONS_IN_MEMORY);
		return jvm.metaspaceUsed();
	}

	private static long counter(ForkedApplication application) {
		try (RawHttp http = RawHttp.newConnections(application.port())) {
			return Long.parseLong(http.get("/counter").text());
		}
	}

}
