package dev.holdfast.sample;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.PendingExchange;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.RawRequest;
import dev.holdfast.sample.harness.RawResponse;
import dev.holdfast.sample.harness.SourceProject;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A request that only waits for a restart does not make the restart wait.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(180)
class HeldRequestIT {

	private static final Duration DRAIN_TIMEOUT = Duration.ofMinutes(2);

	private static final RawRequest STALE = RawRequest.get("/stale");

	@TempDir
	private Path directory;

	@Test
	void holdsNoRestartUp() {
		SourceProject project = SourceProject.copyTo(this.directory);
		RetrySources.addWork(project);
		project.compile();
		try (ForkedApplication application = ForkedApplication.of(project)
			.property("holdfast.server.drain-timeout", DRAIN_TIMEOUT.toSeconds() + "s")
			.property("holdfast.retry.initial-backoff", "12s")
			.property("holdfast.retry.max-backoff", "12s")
			.property("logging.level.reactor.netty.http.server", "debug")
			.start(); RawHttp http = RawHttp.newConnections(application.port())) {
			assertThat(http.exchange(STALE).status()).isEqualTo(307);
			try (PendingExchange held = HandledRequests.sendOne(application, STALE)) {
				// Gives up long before the drain does
				application.restart("v2");
				RawResponse answer = held.answer();
				assertThat(answer.status()).isEqualTo(307);
				assertThat(answer.header("x-holdfast-retry")).get().asString().startsWith("generation=1, current=2, ");
			}
		}
	}

}
