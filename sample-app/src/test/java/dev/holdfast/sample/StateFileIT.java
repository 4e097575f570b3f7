package dev.holdfast.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.SourceProject;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * State that outlives the JVM.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(180)
class StateFileIT {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final Pattern REPORT = Pattern.compile("Generation 1: \\d+ keys kept, \\d+ migrated in \\d+ ms");

	@TempDir
	private Path directory;

	private SourceProject project;

	private Path file;

	@BeforeEach
	void copyProject() {
		this.project = SourceProject.copyTo(this.directory);
		this.file = this.project.classes().resolveSibling("holdfast").resolve("state").resolve("state");
	}

	@Test
	void survivesStopAndStartAndBeingKilledWithItsClassesChanged() throws IOException {
		try (ForkedApplication first = start(); RawHttp http = RawHttp.newConnections(first.port())) {
			for (int i = 1; i <= 3; i++) {
				assertThat(http.post("/counter").text()).isEqualTo(String.valueOf(i));
			}
			first.restart("v2");
			assertThat(http.post("/counter").text()).isEqualTo("4");
			assertThat(http.post("/cart/tea?wrapping=GIFT").status()).isEqualTo(200);
			first.signal("TERM");
			assertThat(first.awaitExit(LIMIT)).isPresent();
		}
		try (ForkedApplication second = start(); RawHttp http = RawHttp.newConnections(second.port())) {
			second.awaitLog(REPORT, LIMIT);
			assertThat(http.get("/counter").text()).isEqualTo("4");
			assertThat(http.get("/cart").text()).contains("\"tea\"", "\"GIFT\"");
			awaitWriteAfter(() -> assertThat(http.post("/cart/jam").status()).isEqualTo(200));
			awaitWriteAfter(() -> assertThat(http.post("/counter").text()).isEqualTo("5"));
			second.signal("KILL");
			assertThat(second.awaitExit(LIMIT)).isPresent();
		}
		new CartSources(this.project).addComponent();
		this.project.compile();
		try (ForkedApplication third = start(); RawHttp http = RawHttp.newConnections(third.port())) {
			assertThat(http.get("/counter").text()).isEqualTo("5");
			assertThat(http.get("/cart").text()).contains("\"tea\"", "\"GIFT\"", "\"jam\"", "\"note\"");
		}
	}

	private void awaitWriteAfter(Runnable change) throws IOException {
		FileTime before = Files.getLastModifiedTime(this.file);
		change.run();
		Awaitility.await()
			.atMost(LIMIT)
			.until(() -> Files.exists(this.file) && Files.getLastModifiedTime(this.file).compareTo(before) > 0);
	}

	private ForkedApplication start() {
		return ForkedApplication.of(this.project).property("holdfast.state.storage", "file").start();
	}

}
