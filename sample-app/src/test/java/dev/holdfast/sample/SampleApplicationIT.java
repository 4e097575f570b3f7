package dev.holdfast.sample;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.sample.harness.EventStream;
import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.RawRequest;
import dev.holdfast.sample.harness.RawResponse;
import dev.holdfast.sample.harness.SourceProject;
import dev.holdfast.sample.harness.WebSocketClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample application's contract, and the first thing that anyone tries with it.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(120)
class SampleApplicationIT {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	@TempDir
	private Path directory;

	@Test
	void servesEverythingThatIsPromised() {
		try (ForkedApplication application = ForkedApplication.of(SourceProject.copyTo(this.directory)).start();
				RawHttp http = RawHttp.keepAlive(application.port())) {
			assertThat(http.get("/version").text()).isEqualTo("v1");
			assertThat(http.get("/counter").text()).isEqualTo("0");
			assertThat(http.post("/counter").text()).isEqualTo("1");
			assertThat(http.get("/counter").text()).isEqualTo("1");
			assertThat(http.get("/cart").text()).isEqualTo("{\"items\":[]}");
			http.post("/cart/tea");
			assertThat(http.post("/cart/tea?wrapping=GIFT").text())
				.isEqualTo("{\"items\":[{\"name\":\"tea\",\"quantity\":1,\"wrapping\":\"PLAIN\"},"
						+ "{\"name\":\"tea\",\"quantity\":1,\"wrapping\":\"GIFT\"}]}");
			assertThat(http.get("/slow?ms=20").text()).isEqualTo("v1");
			assertThat(http.get("/generation").text()).isEqualTo("1");
			assertThat(http.get("/").text()).contains("<title>Holdfast sample</title>");
			assertThat(http.get("/nothing-here").status()).isEqualTo(404);
			assertEchoes(http);
			assertStreams(application);
		}
	}

	@Test
	void servesTheEditedVersionAndKeepsTheCount() {
		try (ForkedApplication application = ForkedApplication.of(SourceProject.copyTo(this.directory)).start()) {
			int port = application.port();
			try (RawHttp http = RawHttp.newConnections(port)) {
				assertThat(http.get("/version").text()).isEqualTo("v1");
				http.post("/counter");
				http.post("/counter");
				application.restart("v2");
				assertThat(http.get("/counter").text()).isEqualTo("2");
				assertThat(http.post("/counter").text()).isEqualTo("3");
				assertThat(http.get("/generation").text()).isEqualTo("2");
				assertThat(http.get("/").status()).isEqualTo(200);
				assertThat(application.port()).isEqualTo(port);
				assertThat(application.countLog(Pattern.compile("Started SampleApplication"))).isEqualTo(2);
			}
		}
	}

	private static void assertEchoes(RawHttp http) {
		byte[] body = "Holdfast! ".repeat(10_000).getBytes(StandardCharsets.UTF_8);
		RawRequest request = RawRequest.post("/echo", body).header("Content-Type", "text/plain");
		RawResponse response = http.exchange(request);
		assertThat(response.body()).isEqualTo(body);
		assertThat(response.header("content-type")).hasValue("text/plain");
		assertThat(http.exchange(request.inChunks()).body()).isEqualTo(body);
		assertThat(http.post("/echo").body()).isEmpty();
	}

	private static void assertStreams(ForkedApplication application) {
		try (EventStream events = EventStream.open(application.port(), "/events");
				WebSocketClient socket = WebSocketClient.open(application.port(), "/ws")) {
			Awaitility.await()
				.atMost(LIMIT)
				.untilAsserted(() -> assertThat(events.text()).contains("{\"generation\":1,\"sequence\":0}",
						"{\"generation\":1,\"sequence\":1}"));
			socket.send("hello");
			Awaitility.await()
				.atMost(LIMIT)
				.untilAsserted(() -> assertThat(socket.received()).containsExactly("hello"));
		}
	}

}
