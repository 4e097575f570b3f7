package dev.holdfast.sample;

import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.Load;
import dev.holdfast.sample.harness.LoadSummary;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.RawRequest;
import dev.holdfast.sample.harness.SourceProject;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that take longer than a restart waits for them, while many restarts happen.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(300)
@Isolated
class RetryUnderLoadIT {

	private static final int RESTARTS = 50;

	@TempDir
	private Path directory;

	@Test
	void answersEveryRequestAndCountsEachOnce() {
		SourceProject project = SourceProject.copyTo(this.directory);
		RetrySources.addWork(project);
		project.compile();
		try (ForkedApplication application = ForkedApplication.of(project)
			.property("holdfast.server.drain-timeout", "200ms")
			.start()) {
			Load load = Load.on(application.port())
				.clients(8, RawRequest.get("/version"))
				.clients(2, RawRequest.post("/counter"))
				.clients(2, RawRequest.get("/slow?ms=300"))
				.clients(5, RawRequest.get("/work?ms=500"))
				.clients(5, RawRequest.post("/work?ms=500"))
				.start();
			for (int restart = 1; restart <= RESTARTS; restart++) {
				application.restart("restart " + restart);
				awaitLongRequest(load);
			}
			LoadSummary summary = load.stop();
			System.out.println("Retries under load: " + summary);
			assertThat(summary.outcomes().keySet()).as(summary::toString).containsExactly("200", "307");
			assertThat(counter(application)).as(summary::toString)
				.isEqualTo(summary.acknowledged("POST /counter") + summary.acknowledged("POST /work?ms=500"));
		}
	}

	// Who restarts before any of them can be answered sends their clients back for ever
	private static void awaitLongRequest(Load load) {
		long before = load.soFar().acknowledged("GET /work?ms=500");
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.pollInterval(Duration.ofMillis(10))
			.until(() -> load.soFar().acknowledged("GET /work?ms=500") > before);
	}

	private static long counter(ForkedApplication application) {
		try (RawHttp http = RawHttp.newConnections(application.port())) {
			return Long.parseLong(http.get("/counter").text());
		}
	}

}
