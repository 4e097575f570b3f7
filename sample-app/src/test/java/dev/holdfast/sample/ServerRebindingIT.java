package dev.holdfast.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.Load;
import dev.holdfast.sample.harness.LoadSummary;
import dev.holdfast.sample.harness.OneConnection;
import dev.holdfast.sample.harness.PendingExchange;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.RawHttpException;
import dev.holdfast.sample.harness.RawHttpException.Reason;
import dev.holdfast.sample.harness.RawRequest;
import dev.holdfast.sample.harness.RawResponse;
import dev.holdfast.sample.harness.SelfSignedKeys;
import dev.holdfast.sample.harness.SourceProject;
import dev.holdfast.sample.harness.StartGate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The server's settings are changed in the configuration file of the running application.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(180)
class ServerRebindingIT {

	private static final String CONFIGURATION = "application.yml";

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final Pattern PORT_IN_USE = Pattern.compile("Port \\d+ (is|was) already in use");

	@TempDir
	private Path directory;

	private SourceProject project;

	@BeforeEach
	void copyProject() {
		this.project = SourceProject.copyTo(this.directory);
	}

	@Test
	void movesToAnotherPort() {
		int oldPort = ForkedApplication.freePort();
		port(oldPort);
		StartGate gate = StartGate.in(this.project, this.directory);
		try (ForkedApplication application = startOnConfiguredPort(); RawHttp keptAlive = RawHttp.keepAlive(oldPort)) {
			assertThat(keptAlive.get("/generation").text()).isEqualTo("1");
			int newPort = ForkedApplication.freePort();
			gate.close();
			port(newPort);
			gate.awaitHolding(application);
			try (PendingExchange parked = PendingExchange.send(oldPort, RawRequest.get("/generation"));
					RawHttp http = RawHttp.newConnections(newPort)) {
				gate.open();
				assertThat(parked.answer().text()).isEqualTo("2");
				awaitThat("the old port refuses", () -> isRefused(oldPort));
				assertThat(application.port()).isEqualTo(newPort);
				assertThat(http.get("/generation").text()).isEqualTo("2");
			}
		}
	}

	@Test
	void refusesNoConnectionWhileTlsIsTurnedOnAndItsCertificateChanges() {
		SelfSignedKeys first = SelfSignedKeys.generate(this.directory, "first");
		SelfSignedKeys second = SelfSignedKeys.generate(this.directory, "second");
		try (ForkedApplication application = ForkedApplication.of(this.project).start()) {
			int port = application.port();
			Load load = Load.on(port).clients(2, RawRequest.get("/version")).start();
			this.project.edit(CONFIGURATION, (text) -> text + first.yaml());
			awaitThat("the first certificate", () -> "CN=first".equals(SelfSignedKeys.subjectOf(port)));
			this.project.edit(CONFIGURATION, (text) -> text.replace("first.p12", "second.p12"));
			awaitThat("the second certificate", () -> "CN=second".equals(SelfSignedKeys.subjectOf(port)));
			assertThat(second.file()).exists();
			LoadSummary summary = load.stop();
			System.out.println("TLS turned on under load: " + summary);
			assertThat(summary.outcomes()).as(summary::toString)
				.containsKey("200")
				.doesNotContainKeys("refused", "timeout");
			try (OneConnection https = OneConnection.https(port)) {
				assertThat(https.get("/generation").text()).isEqualTo("3");
			}
		}
	}

	@Test
	void keepsAnyFreePortWhenOtherSettingsChange() {
		try (ForkedApplication application = ForkedApplication.of(this.project).start()) {
			int port = application.port();
			Load load = Load.on(port)
				.clients(2, RawRequest.get("/version"))
				.clients(2, RawRequest.post("/counter"))
				.start();
			application.restart("v2");
			assertThat(application.port()).isEqualTo(port);
			this.project.edit(CONFIGURATION, (text) -> text + """
					server.compression.enabled: true
					server.compression.min-response-size: 1B
					""");
			awaitThat("compression", () -> isCompressed(port));
			assertThat(application.port()).isEqualTo(port);
			application.restart("v3");
			LoadSummary summary = load.stop();
			System.out.println("Bound anew under load: " + summary);
			// Reset: what the old listener has not accepted yet when the new one replaces
			// it
			assertThat(summary.outcomes().keySet()).as(summary::toString).isSubsetOf("200", "307", "reset");
			assertThat(summary.count("reset")).as(summary::toString).isLessThan(5);
		}
	}

	@Test
	void staysOnTheOldPortWhileTheNewOneIsOccupied() throws IOException {
		int oldPort = ForkedApplication.freePort();
		port(oldPort);
		try (ServerSocket occupied = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
				ForkedApplication application = startOnConfiguredPort();
				RawHttp http = RawHttp.newConnections(oldPort)) {
			assertThat(http.post("/counter").text()).isEqualTo("1");
			port(occupied.getLocalPort());
			application.awaitLog(PORT_IN_USE, LIMIT);
			RawResponse failed = http.get("/version");
			assertThat(failed.status()).as(failed::toString).isEqualTo(503);
			assertThat(failed.text()).contains("failed to start");
			port(oldPort);
			awaitThat("the old port answers again", () -> http.get("/version").status() == 200);
			assertThat(http.get("/counter").text()).isEqualTo("1");
		}
	}

	@Test
	void goesOnToAThirdPortAfterAnOccupiedOne() throws IOException {
		int oldPort = ForkedApplication.freePort();
		port(oldPort);
		try (ServerSocket occupied = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
				ForkedApplication application = startOnConfiguredPort()) {
			port(occupied.getLocalPort());
			application.awaitLog(PORT_IN_USE, LIMIT);
			int newPort = ForkedApplication.freePort();
			port(newPort);
			awaitThat("the third port answers", () -> !isRefused(newPort));
			awaitThat("the old port refuses", () -> isRefused(oldPort));
			try (RawHttp http = RawHttp.newConnections(newPort)) {
				assertThat(http.get("/version").text()).isEqualTo("v1");
			}
		}
	}

	private ForkedApplication startOnConfiguredPort() {
		this.project.compile();
		return ForkedApplication.of(this.project).noProperty("server.port").start();
	}

	private void port(int port) {
		this.project.edit(CONFIGURATION, (text) -> text.replaceFirst("port: \\d+", "port: " + port));
	}

	private static boolean isRefused(int port) {
		try (RawHttp http = RawHttp.newConnections(port)) {
			http.get("/version");
			return false;
		}
		catch (RawHttpException ex) {
			return ex.reason() == Reason.REFUSED;
		}
	}

	private static boolean isCompressed(int port) {
		try (RawHttp http = RawHttp.newConnections(port)) {
			return http.exchange(RawRequest.get("/version").header("Accept-Encoding", "gzip"))
				.header("content-encoding")
				.isPresent();
		}
	}

	private static void awaitThat(String what, BooleanSupplier condition) {
		Awaitility.await(what)
			.atMost(LIMIT)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(20))
			.until(condition::getAsBoolean);
	}

}
