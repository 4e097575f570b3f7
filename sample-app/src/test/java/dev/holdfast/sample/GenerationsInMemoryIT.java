package dev.holdfast.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.sample.harness.EventStream;
import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.PendingExchange;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.RawRequest;
import dev.holdfast.sample.harness.SourceProject;
import dev.holdfast.sample.harness.WebSocketClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a connection did in one generation must not keep that generation, however long the
 * connection stays open.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(120)
class GenerationsInMemoryIT {

	@TempDir
	private Path directory;

	@Test
	void idleConnectionsKeepNoGenerationInMemory() {
		try (ForkedApplication application = ForkedApplication.of(SourceProject.copyTo(this.directory)).start();
				RawHttp version = RawHttp.keepAlive(application.port());
				RawHttp echo = RawHttp.keepAlive(application.port());
				RawHttp slow = RawHttp.keepAlive(application.port());
				EventStream events = EventStream.open(application.port(), "/events");
				WebSocketClient socket = WebSocketClient.open(application.port(), "/ws")) {
			version.get("/version");
			echo.post("/echo");
			slow.get("/slow?ms=10");
			socket.send("hello");
			Awaitility.await().until(() -> !socket.received().isEmpty() && events.text().contains("data:"));
			for (int restart = 1; restart <= 5; restart++) {
				application.restart("restart " + restart);
			}
			application.jvm().awaitRestartClassLoaders(2);
			assertThat(version.get("/version").text()).isEqualTo("restart 5");
		}
	}

	@Test
	void codeThatIsReplacedInPlaceKeepsNone() {
		SourceProject project = SourceProject.copyTo(this.directory);
		try (ForkedApplication application = ForkedApplication.of(project)
			.noProperty("holdfast.reload.redefine")
			.property("logging.level.dev.holdfast.reload", "debug")
			.start()) {
			application.awaitLog(Pattern.compile("Code can be replaced in place"), Duration.ofSeconds(20));
			for (int round = 1; round <= 20; round++) {
				String name = "Added" + round;
				String type = "package dev.holdfast.sample; class " + name + " { }";
				String version = "restart " + round;
				application.restart(() -> project.write("dev/holdfast/sample/" + name + ".java", type).version(version),
						version);
				application.restart("edit " + round);
			}
			assertThat(application.countLog(Pattern.compile("Restarting: "))).isEqualTo(20);
			assertThat(application.countLog(Pattern.compile("Replaced in place: .*VersionController"))).isEqualTo(20);
			application.jvm().awaitRestartClassLoaders(2);
		}
	}

	@Test
	void requestsThatAreSentToTheNextGenerationKeepNone() {
		RawRequest slow = RawRequest.get("/slow?ms=600000");
		try (ForkedApplication application = ForkedApplication.of(SourceProject.copyTo(this.directory))
			.property("holdfast.server.drain-timeout", "100ms")
			.property("logging.level.reactor.netty.http.server", "debug")
			.start()) {
			application.restart("v2");
			int before = application.jvm().restartClassLoaders();
			List<PendingExchange> exchanges = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				exchanges.add(HandledRequests.sendOne(application, slow));
			}
			application.restart("v3");
			assertThat(exchanges).allSatisfy((exchange) -> assertThat(exchange.answer().status()).isEqualTo(307));
			application.jvm().awaitRestartClassLoaders(before);
			exchanges.forEach(PendingExchange::close);
		}
	}

}
