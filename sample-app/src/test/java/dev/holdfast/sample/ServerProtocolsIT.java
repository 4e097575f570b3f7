package dev.holdfast.sample;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.sample.harness.ApplicationLauncher;
import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.OneConnection;
import dev.holdfast.sample.harness.PendingExchange;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.RawRequest;
import dev.holdfast.sample.harness.RawResponse;
import dev.holdfast.sample.harness.SelfSignedKeys;
import dev.holdfast.sample.harness.SourceProject;
import dev.holdfast.sample.harness.StartGate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever protocol the server is configured for: a client with one connection keeps it,
 * and no request fails while the application restarts.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(180)
class ServerProtocolsIT {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	@TempDir
	private Path directory;

	private SourceProject project;

	@BeforeEach
	void copyProject() {
		this.project = SourceProject.copyTo(this.directory);
		this.project.write(ExtraSources.PEER_FILE, ExtraSources.PEER);
	}

	@Test
	void completesRequestsWhoseBodiesArriveDuringARestart() {
		StartGate gate = StartGate.in(this.project, this.directory);
		byte[] large = "Holdfast! ".repeat(200_000).getBytes(StandardCharsets.UTF_8);
		try (ForkedApplication application = start(launcher())) {
			gate.close();
			this.project.version("v2").compile();
			gate.awaitHolding(application);
			RawRequest echo = RawRequest.post("/echo").header("Content-Type", "text/plain");
			RawRequest begun = new RawRequest("POST", "/echo", echo.headers(), null, false);
			RawRequest whole = new RawRequest("POST", "/echo", echo.headers(), large, true);
			CompletableFuture<RawResponse> sent = CompletableFuture.supplyAsync(() -> exchange(application, whole));
			try (PendingExchange exchange = PendingExchange.begin(application.port(), begun)) {
				exchange.chunk(bytes("sent while parked, "));
				gate.open();
				application.awaitVersion("v2");
				exchange.chunk(bytes("sent later")).chunk();
				assertThat(exchange.answer().text()).isEqualTo("sent while parked, sent later");
				assertThat(exchange.answer().header("content-type")).hasValue("text/plain");
			}
			assertThat(OneConnection.await(sent).body()).isEqualTo(large);
		}
	}

	@Test
	void keepsConnectionsOverTls() {
		ApplicationLauncher launcher = launcher().property("server.http2.enabled", "true");
		SelfSignedKeys.generate(this.directory, "localhost").properties().forEach(launcher::property);
		try (ForkedApplication application = start(launcher);
				OneConnection http1 = OneConnection.https(application.port());
				OneConnection http2 = OneConnection.http2(application.port())) {
			assertThat(peer(http1.get("/peer"))).isNotEqualTo(peer(http2.get("/peer")));
			Set<String> http1Peers = restartTwice(() -> http1.get("/peer"));
			Set<String> http2Peers = new TreeSet<>(Set.of(peer(http2.get("/peer"))));
			http2Peers.addAll(restartTwice(() -> http2.get("/peer")));
			assertThat(http1Peers).hasSize(1);
			assertThat(http2Peers).hasSize(1);
			assertThat(peer(http1.get("/peer"))).isIn(http1Peers);
		}
	}

	@Test
	void keepsConnectionsOfClearTextHttp2() {
		Path file = this.directory.resolve("released");
		ExtraSources.addHeld(this.project, file);
		try (ForkedApplication application = start(
				launcher().property("server.http2.enabled", "true").property("holdfast.server.drain-timeout", "200ms"));
				OneConnection http2 = OneConnection.http2ClearText(application.port());
				RawHttp http1 = RawHttp.keepAlive(application.port())) {
			CompletableFuture<RawResponse> held = http2.send("/held?a=%20b");
			assertThat(restartTwice(() -> http2.get("/peer"))).hasSize(1);
			assertThat(http1.get("/version").text()).isEqualTo("v3");
			RawResponse answer = OneConnection.await(held);
			assertThat(answer.status()).as(answer::toString).isEqualTo(307);
			assertThat(answer.header("location")).hasValue("/held?a=%20b");
		}
	}

	@Test
	void breaksOffNothingButTheStreamOfHttp2() {
		Path file = this.directory.resolve("released");
		ExtraSources.addHeld(this.project, file);
		try (ForkedApplication application = start(
				launcher().property("server.http2.enabled", "true").property("holdfast.server.drain-timeout", "200ms"));
				OneConnection http2 = OneConnection.http2ClearText(application.port())) {
			String peer = peer(http2.get("/peer"));
			CompletableFuture<RawResponse> events = http2.send("/events");
			CompletableFuture<RawResponse> lines = http2.send("/lines");
			assertThat(restartTwice(() -> http2.get("/peer"))).containsExactly(peer);
			assertThat(OneConnection.await(events).text()).contains("\"generation\":", "retry:");
			Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(lines).isCompletedExceptionally());
			assertThat(peer(http2.get("/peer"))).isEqualTo(peer);
		}
	}

	@Test
	void compressesAfterRestartsToo() {
		try (ForkedApplication application = start(launcher().property("server.compression.enabled", "true")
			.property("server.compression.min-response-size", "1B"));
				RawHttp http = RawHttp.keepAlive(application.port())) {
			RawRequest request = RawRequest.get("/peer").header("Accept-Encoding", "gzip");
			assertThat(restartTwice(() -> {
				RawResponse response = http.exchange(request);
				assertThat(response.header("content-encoding")).as(response::toString).hasValue("gzip");
				return new RawResponse(response.status(), response.headers(), unzip(response.body()));
			})).hasSize(1);
		}
	}

	private ApplicationLauncher launcher() {
		return ForkedApplication.of(this.project);
	}

	private ForkedApplication start(ApplicationLauncher launcher) {
		this.project.compile();
		return launcher.start();
	}

	/**
	 * Restart the application while one client sends one request after the other.
	 * @param request sends {@code GET /peer}
	 * @return the ports that the client has used
	 */
	private Set<String> restartTwice(Supplier<RawResponse> request) {
		Set<String> peers = new TreeSet<>();
		for (String version : new String[] { "v2", "v3" }) {
			this.project.version(version).compile();
			Awaitility.await().atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(() -> {
				RawResponse response = request.get();
				assertThat(response.status()).as(response::toString).isEqualTo(200);
				peers.add(peer(response));
				return response.text().startsWith(version + " ");
			});
		}
		return peers;
	}

	private static String peer(RawResponse response) {
		return response.text().split(" ")[1];
	}

	private static RawResponse exchange(ForkedApplication application, RawRequest request) {
		try (RawHttp http = RawHttp.newConnections(application.port())) {
			return http.exchange(request);
		}
	}

	private static byte[] unzip(byte[] bytes) {
		try (GZIPInputStream input = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
			return input.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
