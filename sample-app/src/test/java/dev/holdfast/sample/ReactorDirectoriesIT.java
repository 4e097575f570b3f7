package dev.holdfast.sample;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.SampleModule;
import dev.holdfast.sample.harness.SourceProject;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * In a running build of several modules, Holdfast is a directory of classes, which
 * DevTools would take for a part of the application.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(180)
class ReactorDirectoriesIT {

	@TempDir
	private Path directory;

	@Test
	void keepsTheCountWithHoldfastAsADirectoryOnTheClassPath() {
		Path classes = SampleModule.reactorRoot().resolve("autoconfigure/target/classes");
		assertThat(classes).isDirectory();
		try (ForkedApplication application = ForkedApplication.of(SourceProject.copyTo(this.directory))
			.holdfast(classes)
			.start(); RawHttp http = RawHttp.newConnections(application.port())) {
			for (int restart = 1; restart <= 3; restart++) {
				assertThat(http.post("/counter").text()).isEqualTo(String.valueOf(restart));
				application.restart("restart " + restart);
			}
			assertThat(http.get("/counter").text()).isEqualTo("3");
			assertThat(http.get("/generation").text()).isEqualTo("4");
		}
	}

}
