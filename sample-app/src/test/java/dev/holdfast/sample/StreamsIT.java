package dev.holdfast.sample;

import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.sample.harness.EventStream;
import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.SourceProject;
import dev.holdfast.sample.harness.WebSocketClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What never ends by itself must not hold up a restart, and is told to come back.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(180)
class StreamsIT {

	private static final int SERVICE_RESTART = 1012;

	private static final Duration DRAIN_TIMEOUT = Duration.ofMinutes(2);

	private static final Duration LIMIT = Duration.ofSeconds(10);

	@TempDir
	private Path directory;

	@Test
	void endsOpenStreamsOnRestartWithoutDelayingIt() {
		try (ForkedApplication application = ForkedApplication.of(SourceProject.copyTo(this.directory))
			.property("holdfast.server.drain-timeout", DRAIN_TIMEOUT.toSeconds() + "s")
			.start()) {
			try (EventStream events = EventStream.open(application.port(), "/events");
					WebSocketClient socket = WebSocketClient.open(application.port(), "/ws")) {
				socket.send("hello");
				Awaitility.await().atMost(LIMIT).untilAsserted(() -> {
					assertThat(events.text()).contains("\"sequence\":1");
					assertThat(socket.received()).containsExactly("hello");
				});
				// Gives up long before the drain does
				application.restart("with streams");
				Awaitility.await().atMost(LIMIT).untilAsserted(() -> {
					assertThat(socket.closeCode()).hasValue(SERVICE_RESTART);
					assertThat(events.end()).isEqualTo(EventStream.End.COMPLETE);
				});
				assertThat(lastBlock(events.text())).contains("retry:");
			}
			assertStreamsAgain(application);
		}
	}

	private static void assertStreamsAgain(ForkedApplication application) {
		try (EventStream events = EventStream.open(application.port(), "/events");
				WebSocketClient socket = WebSocketClient.open(application.port(), "/ws")) {
			socket.send("again");
			Awaitility.await().atMost(LIMIT).untilAsserted(() -> {
				assertThat(events.text()).contains("\"generation\":2");
				assertThat(socket.received()).containsExactly("again");
			});
		}
	}

	private static String lastBlock(String events) {
		String[] blocks = events.stripTrailing().split("\n\n");
		return blocks[blocks.length - 1];
	}

}
