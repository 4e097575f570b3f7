package dev.holdfast.sample;

import java.nio.file.Path;
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
 * Applications that begin, or end, in other ways than the sample does.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(120)
class LifecycleIT {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final String EXTRA_FILE = "dev/holdfast/sample/Extra.java";

	@TempDir
	private Path directory;

	private SourceProject project;

	@BeforeEach
	void copyProject() {
		this.project = SourceProject.copyTo(this.directory);
	}

	@Test
	void endsIfARunnerFailsInTheFirstGeneration() {
		extra("""
				@org.springframework.stereotype.Component
				class Extra implements org.springframework.boot.ApplicationRunner {

					@Override
					public void run(org.springframework.boot.ApplicationArguments arguments) {
						throw new IllegalStateException("Nothing to run");
					}

				}
				""");
		try (ForkedApplication application = ForkedApplication.of(this.project).launch()) {
			assertThat(application.awaitExit(LIMIT)).isPresent();
		}
	}

	@Test
	void recoversIfARunnerFailsInALaterGeneration() {
		try (ForkedApplication application = ForkedApplication.of(this.project).start();
				RawHttp http = RawHttp.newConnections(application.port())) {
			extra("""
					@org.springframework.stereotype.Component
					class Extra implements org.springframework.boot.ApplicationRunner {

						@Override
						public void run(org.springframework.boot.ApplicationArguments arguments) {
							throw new IllegalStateException("Nothing to run");
						}

					}
					""");
			Awaitility.await().atMost(LIMIT).until(() -> http.get("/version").status() == 503);
			application.restart(() -> this.project.version("mended").delete(EXTRA_FILE), "mended");
		}
	}

	@Test
	void endsWhenTheApplicationClosesItsContext() {
		extra("""
				@org.springframework.web.bind.annotation.RestController
				class Extra {

					private final org.springframework.context.ConfigurableApplicationContext context;

					Extra(org.springframework.context.ConfigurableApplicationContext context) {
						this.context = context;
					}

					@org.springframework.web.bind.annotation.PostMapping("/close")
					void close() {
						new Thread(this.context::close, "closing").start();
					}

				}
				""");
		try (ForkedApplication application = ForkedApplication.of(this.project).start();
				RawHttp http = RawHttp.newConnections(application.port())) {
			application.restart("v2");
			assertThat(http.post("/close").status()).isEqualTo(200);
			assertThat(application.awaitExit(LIMIT)).isPresent();
		}
	}

	@Test
	void survivesWithAnAsynchronousEventMulticaster() {
		extra("""
				@org.springframework.context.annotation.Configuration
				class Extra {

					@org.springframework.context.annotation.Bean
					org.springframework.context.event.SimpleApplicationEventMulticaster applicationEventMulticaster() {
						var multicaster = new org.springframework.context.event.SimpleApplicationEventMulticaster();
						multicaster.setTaskExecutor(new org.springframework.core.task.SimpleAsyncTaskExecutor());
						return multicaster;
					}

				}
				""");
		assertSurvivesRestarts("dev.holdfast.sample.SampleApplication");
	}

	@Test
	void survivesAsTheChildOfAnotherContext() {
		extra("""
				class Extra {

					public static void main(String[] arguments) {
						new org.springframework.boot.builder.SpringApplicationBuilder(Extra.class)
							.web(org.springframework.boot.WebApplicationType.NONE)
							.child(SampleApplication.class)
							.web(org.springframework.boot.WebApplicationType.REACTIVE)
							.run(arguments);
					}

				}
				""");
		assertSurvivesRestarts("dev.holdfast.sample.Extra");
	}

	private void assertSurvivesRestarts(String mainClass) {
		try (ForkedApplication application = ForkedApplication.of(this.project).mainClass(mainClass).launch()) {
			application.awaitLog(Pattern.compile("Netty started on port"), LIMIT);
			int port = application.port();
			try (RawHttp http = RawHttp.keepAlive(port)) {
				http.post("/counter");
				application.restart("v2");
				application.restart("v3");
				assertThat(http.post("/counter").text()).isEqualTo("2");
			}
			assertThat(application.port()).isEqualTo(port);
		}
	}

	private void extra(String source) {
		this.project.write(EXTRA_FILE, "package dev.holdfast.sample;\n\n" + source);
		this.project.compile();
	}

}
