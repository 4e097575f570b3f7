package dev.holdfast.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
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
 * The sample application as Spring Boot processes it ahead of time: it starts from what
 * was generated, proxies of request states included.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(180)
class AheadOfTimeIT {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	@TempDir
	private Path directory;

	@Test
	void requestStatesWorkWithProxiesThatWereGeneratedBefore() throws IOException {
		SourceProject project = SourceProject.copyTo(this.directory.resolve("project"));
		AheadOfTimeSources.addTo(project);
		project.compile();
		processAheadOfTime(project);
		Path loaded = this.directory.resolve("loaded.txt");
		try (ForkedApplication application = ForkedApplication.of(project)
			.dependencies(AheadOfTimeIT::withoutDevTools)
			.property("spring.aot.enabled", "true")
			.jvmArgument("-Xlog:class+load:file=" + loaded)
			.start(); RawHttp http = RawHttp.keepAlive(application.port())) {
			for (String customer : List.of("ada", "bob")) {
				assertThat(http.get("/till?customer=" + customer).text()).as(application::logTail)
					.isEqualTo(customer + " 7 /till GET");
				Awaitility.await()
					.atMost(LIMIT)
					.untilAsserted(() -> assertThat(http.get("/till/closings").text()).endsWith(customer));
			}
			assertThat(http.get("/till/closings").text()).isEqualTo("adabob");
		}
		assertThat(Files.readAllLines(loaded).stream().filter((line) -> line.contains("$$HoldfastRequest")))
			.hasSizeGreaterThan(3)
			.allMatch((line) -> line.contains(" source: file:"));
	}

	private void processAheadOfTime(SourceProject project) throws IOException {
		Path generated = this.directory.resolve("generated");
		try (ForkedApplication processor = ForkedApplication.of(project)
			.dependencies(AheadOfTimeIT::withoutDevTools)
			.property(AheadOfTimeSources.GENERATED, generated.toString())
			.mainClass(AheadOfTimeSources.PROCESSOR)
			.launch()) {
			assertThat(processor.awaitExit(LIMIT)).as(processor::logTail).hasValue(0);
		}
		Path sources = generated.resolve("sources");
		for (Path source : files(sources)) {
			project.write(sources.relativize(source).toString(), Files.readString(source));
		}
		project.compile();
		Path classes = generated.resolve("classes");
		for (Path file : files(classes)) {
			Path target = project.classes().resolve(classes.relativize(file).toString());
			Files.createDirectories(target.getParent());
			Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
		}
	}

	private static List<Path> files(Path root) throws IOException {
		try (Stream<Path> files = Files.walk(root)) {
			return files.filter(Files::isRegularFile).toList();
		}
	}

	private static List<Path> withoutDevTools(List<Path> entries) {
		return entries.stream().filter((entry) -> !entry.toString().contains("devtools")).toList();
	}

}
