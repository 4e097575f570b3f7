package dev.holdfast.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.SourceProject;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing keeps a retired generation in memory, or else it is named.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(180)
// They wait for looks at memory, most of the time
@Execution(ExecutionMode.CONCURRENT)
class LeakGuardIT {

	private static final Pattern WARNING = Pattern
		.compile("stays in memory: generation (\\d+)\\. What most likely holds it: (.+?)\\. Let go");

	private static final Duration LIMIT = Duration.ofSeconds(40);

	private static final Duration BOTH_LOOKS = Duration.ofSeconds(20);

	@TempDir
	private Path directory;

	private SourceProject project;

	@BeforeEach
	void copyProject() {
		this.project = SourceProject.copyTo(this.directory);
	}

	@Test
	void doesNotWarnOfACleanApplication() {
		LeakingSources.addNothing(this.project);
		// Soft references live as long as they do by default
		try (ForkedApplication application = ForkedApplication.of(this.project)
			.jvmArgument("-XX:SoftRefLRUPolicyMSPerMB=1000")
			.start(); RawHttp http = RawHttp.keepAlive(application.port())) {
			for (int restart = 1; restart <= 10; restart++) {
				assertThat(http.get("/leak").status()).isEqualTo(200);
				application.restart("restart " + restart);
			}
			awaitOneGeneration(application);
			Awaitility.await()
				.during(BOTH_LOOKS)
				.atMost(LIMIT)
				.until(() -> application.countLog(WARNING) == 0
						&& application.countLog(Pattern.compile(" WARN ")) == 0);
		}
	}

	@Test
	void namesAThreadThatNeverEnds() {
		LeakingSources.addThread(this.project);
		try (ForkedApplication application = ForkedApplication.of(this.project)
			.jvmArgument("-XX:SoftRefLRUPolicyMSPerMB=1000")
			.start()) {
			application.restart("v2");
			awaitWarnings(application, 1);
			application.restart("v3");
			awaitWarnings(application, 2);
			assertThat(application.findInLog(WARNING)).extracting((warning) -> warning.group(1))
				.containsExactly("1", "2");
			assertThat(application.findInLog(WARNING)).extracting((warning) -> warning.group(2))
				.containsOnly("thread 'left-behind', which still runs dev.holdfast.sample.Leak.forever");
		}
	}

	@Test
	void tellsOfALeakWithoutNamingIt() {
		LeakingSources.addThreadLocal(this.project);
		try (ForkedApplication application = ForkedApplication.of(this.project).start()) {
			application.restart("v2");
			// The first look has to come before the next restarts
			Awaitility.await().pollDelay(Duration.ofSeconds(7)).until(() -> true);
			application.restart("v3");
			application.restart("v4");
			awaitWarnings(application, 1);
			assertThat(application.findInLog(WARNING).get(0).group(2))
				.isEqualTo("a static field or thread local of a library");
		}
	}

	@Test
	void isSilentIfItIsTurnedOff() {
		LeakingSources.addThread(this.project);
		try (ForkedApplication application = ForkedApplication.of(this.project)
			.property("holdfast.state.leak-check", "false")
			.start()) {
			application.restart("v2");
			Awaitility.await().during(BOTH_LOOKS).atMost(LIMIT).until(() -> application.countLog(WARNING) == 0);
			assertThat(application.jvm().restartClassLoaders()).isEqualTo(2);
		}
	}

	@Test
	void letsGoOfWhatOthersHold() {
		LeakingSources.addCaches(this.project);
		try (ForkedApplication application = ForkedApplication.of(this.project)
			.jvmArgument("-XX:SoftRefLRUPolicyMSPerMB=1000")
			.start()) {
			for (int restart = 1; restart <= 5; restart++) {
				leaveSomethingOnEveryEventLoop(application);
				application.restart("restart " + restart);
			}
			awaitOneGeneration(application);
		}
	}

	private static void leaveSomethingOnEveryEventLoop(ForkedApplication application) {
		List<RawHttp> connections = IntStream.range(0, 2 * Runtime.getRuntime().availableProcessors() + 4)
			.mapToObj((connection) -> RawHttp.keepAlive(application.port()))
			.toList();
		try {
			connections.forEach((connection) -> assertThat(connection.get("/leak").status()).isEqualTo(200));
		}
		finally {
			connections.forEach(RawHttp::close);
		}
	}

	private static void awaitOneGeneration(ForkedApplication application) {
		Awaitility.await()
			.atMost(LIMIT)
			.untilAsserted(() -> assertThat(application.jvm().restartClassLoaders()).isEqualTo(1));
	}

	private static void awaitWarnings(ForkedApplication application, int count) {
		Awaitility.await().atMost(LIMIT).until(() -> application.countLog(WARNING) >= count);
	}

}
