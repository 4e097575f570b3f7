package dev.holdfast.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.PendingExchange;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.RawRequest;
import dev.holdfast.sample.harness.RawResponse;
import dev.holdfast.sample.harness.SourceProject;
import dev.holdfast.sample.harness.StartGate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a client hears of a start that has failed, and until when.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(180)
@Isolated
class ExplainedFailureIT {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final RawRequest PAGE = RawRequest.get("/version").header("Accept", "text/html,*/*;q=0.8");

	private static final RawRequest POLL = RawRequest.headOf("/version").header("Sec-Fetch-Site", "same-origin");

	// Comes after the start gate in the order of beans
	private static final String WATCHMAKER_FILE = "dev/holdfast/sample/Watchmaker.java";

	private static final String WATCHMAKER = """
			package dev.holdfast.sample;

			import java.time.Clock;

			import org.springframework.stereotype.Component;

			@Component
			class Watchmaker {

				Watchmaker(%s clock) {
				}

			}
			""";

	private static final String MISSING_BEAN = "required a bean of type 'java.time.Clock' that could not be found.";

	private static final String DEFINE_BEAN = "Consider defining a bean of type 'java.time.Clock' in your configuration.";

	@TempDir
	private Path directory;

	private SourceProject project;

	@BeforeEach
	void copyProject() {
		this.project = SourceProject.copyTo(this.directory);
	}

	@Test
	void passesOnWhatBootSaysOfAMissingBean() {
		try (ForkedApplication application = ForkedApplication.of(this.project).start();
				RawHttp http = RawHttp.keepAlive(application.port())) {
			assertThat(http.post("/counter").text()).isEqualTo("1");
			this.project.write(WATCHMAKER_FILE, WATCHMAKER.formatted("Clock")).compile();
			RawResponse problem = FailedStarts.awaitExplanation(http, 2);
			assertThat(problem.header("content-type")).hasValue("application/problem+json");
			assertThat(problem.text()).contains("\"status\":503", MISSING_BEAN, DEFINE_BEAN,
					"UnsatisfiedDependencyException");
			assertPage(http.exchange(PAGE), MISSING_BEAN.replace("'", "&#39;"), DEFINE_BEAN.replace("'", "&#39;"));
			assertThat(http.exchange(POLL).header("holdfast-state")).hasValue("failed-2");
			this.project.version("v2").write(WATCHMAKER_FILE, WATCHMAKER.formatted("VersionController")).compile();
			awaitThatThePageReloads(http);
			assertThat(http.get("/version").text()).isEqualTo("v2");
			assertThat(http.get("/counter").text()).isEqualTo("1");
		}
	}

	@Test
	void namesTheCausesOfAFailureThatBootDoesNotKnow() {
		try (ForkedApplication application = ForkedApplication.of(this.project).start();
				RawHttp http = RawHttp.keepAlive(application.port())) {
			breakStart(1);
			assertThat(FailedStarts.awaitExplanation(http, 2).text()).contains("BeanCreationException: ",
					"\\nIllegalStateException: broken \\u003c1\\u003e");
			assertPage(http.exchange(PAGE), "\nIllegalStateException: broken &lt;1&gt;</pre>");
		}
	}

	@Test
	void tellsNothingToPagesOfOtherSites() {
		try (ForkedApplication application = ForkedApplication.of(this.project).start();
				RawHttp http = RawHttp.keepAlive(application.port())) {
			breakStart(1);
			FailedStarts.awaitExplanation(http, 2);
			for (RawRequest request : List.of(PAGE, RawRequest.get("/version"))) {
				assertPlain(http.exchange(request.header("Host", "rebound.evil.test")));
				assertPlain(http.exchange(request.header("Origin", "http://evil.test")));
				assertPlain(http.exchange(request.header("Sec-Fetch-Site", "cross-site")));
				assertPlain(http.exchange(request.header("X-Forwarded-For", "192.0.2.1")));
			}
		}
	}

	@Test
	void explainsToWhoHasWaitedAndReleasesWhoWaitsForTheFix() {
		StartGate gate = StartGate.in(this.project, this.directory);
		this.project.compile();
		try (ForkedApplication application = ForkedApplication.of(this.project)
			.property("logging.level.reactor.netty.http.server", "debug")
			.start(); RawHttp http = RawHttp.newConnections(application.port())) {
			gate.close();
			this.project.write(WATCHMAKER_FILE, WATCHMAKER.formatted("Clock")).compile();
			gate.awaitHolding(application);
			try (PendingExchange parked = HandledRequests.sendOne(application, RawRequest.get("/version"));
					PendingExchange page = HandledRequests.sendOne(application, PAGE)) {
				gate.open();
				assertThat(parked.answer().text()).contains(MISSING_BEAN, DEFINE_BEAN);
				assertPage(page.answer(), MISSING_BEAN.replace("'", "&#39;"));
			}
			gate.close();
			this.project.version("v2").delete(WATCHMAKER_FILE).compile();
			gate.awaitHolding(application);
			try (PendingExchange parked = HandledRequests.sendOne(application, RawRequest.get("/version"))) {
				gate.open();
				assertThat(parked.answer().text()).isEqualTo("v2");
			}
			assertThat(http.exchange(POLL).status()).isEqualTo(200);
		}
	}

	@Test
	void explainsFiveBrokenEditsAndForgetsNothing() {
		List<Duration> explained = new ArrayList<>();
		List<Duration> restarted = new ArrayList<>();
		try (ForkedApplication application = ForkedApplication.of(this.project).start();
				RawHttp http = RawHttp.newConnections(application.port())) {
			assertThat(http.post("/counter").text()).isEqualTo("1");
			for (int restart = 1; restart <= 5; restart++) {
				restarted.add(application.restart("good " + restart));
			}
			for (int edit = 1; edit <= 5; edit++) {
				breakStart(edit);
				long compiled = System.nanoTime();
				RawResponse problem = FailedStarts.awaitExplanation(http, 6 + edit);
				explained.add(Duration.ofNanos(System.nanoTime() - compiled));
				assertThat(problem.text()).contains("broken \\u003c" + edit + "\\u003e");
			}
			Duration repaired = application.restart(
					() -> this.project.version("good").write(FailedStarts.FRAGILE_FILE, FailedStarts.fragile(false, 0)),
					"good");
			assertThat(http.get("/counter").text()).isEqualTo("1");
			System.out.printf("From edit to explanation %s, to fresh answer %s, from fix to fresh answer %d ms%n",
					figures(explained), figures(restarted), repaired.toMillis());
			assertThat(median(explained)).as("edit to explanation")
				.isLessThanOrEqualTo(median(restarted).multipliedBy(3).dividedBy(2));
		}
	}

	private void breakStart(int edit) {
		this.project.write(FailedStarts.FRAGILE_FILE, FailedStarts.fragile(true, edit)).compile();
	}

	private static void awaitThatThePageReloads(RawHttp http) {
		Awaitility.await("a poll of the page finds the fix").atMost(LIMIT).pollDelay(Duration.ZERO).until(() -> {
			RawResponse response = http.exchange(POLL);
			assertThat(response.body()).isEmpty();
			return response.status() == 200 && response.header("holdfast-state").isEmpty();
		});
	}

	private static void assertPage(RawResponse page, String... texts) {
		assertThat(page.status()).isEqualTo(503);
		assertThat(page.header("content-type")).hasValue("text/html;charset=UTF-8");
		assertThat(page.header("retry-after")).isPresent();
		assertThat(page.text()).startsWith("<!DOCTYPE html>").contains(texts);
	}

	private static void assertPlain(RawResponse response) {
		assertThat(response.status()).isEqualTo(503);
		assertThat(response.text()).contains("Generation 2 failed to start")
			.doesNotContain("broken", "Fragile", "Exception");
	}

	private static Duration median(List<Duration> durations) {
		return durations.stream().sorted().skip(durations.size() / 2).findFirst().orElseThrow();
	}

	private static String figures(List<Duration> durations) {
		return durations.stream().sorted().map(Duration::toMillis).toList() + " ms";
	}

}
