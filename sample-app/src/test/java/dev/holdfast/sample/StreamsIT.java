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

	private static final Duration DRAIN_TIMEOUT = Duration.ofMillis(500);

	private static final Duration LIMIT = Duration.ofSeconds(10);

	@TempDir
	private Path directory;

	@Test
	void endsOpenStreamsOnRestartWithoutDelayingIt() {
		try (ForkedApplication application = ForkedApplication.of(SourceProject.copyTo(this.directory))
			.property("holdfast.server.drain-timeout", DRAIN_TIMEOUT.toMillis() + "ms")
			.start()) {
			// The first one also loads the classes that a restart needs
			application.restart("first");
			Duration undisturbed = application.restart("without streams");
			try (EventStream events = EventStream.open(application.port(), "/events");
					WebSocketClient socket = WebSocketClient.open(application.port(), "/ws")) {
				socket.send("hello");
				Awaitility.await().atMost(LIMIT).untilAsserted(() -> {
					assertThat(events.text()).contains("\"sequence\":1");
					assertThat(socket.received()).containsExactly("hello");
				});
				Duration disturbed = application.restart("with streams");
				assertThat(disturbed).isLessThan(undisturbed.plus(DRAIN_TIMEOUT).plusSeconds(1));
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
				assertThat(events.text()).contains("\"generation\":4");
				assertThat(socket.received()).containsExactly("again");
			});
		}
	}

	private static String lastBlock(String events) {
		String[] blocks = events.stripTrailing().split("\n\n");
		return blocks[blocks.length - 1];
	}

}
