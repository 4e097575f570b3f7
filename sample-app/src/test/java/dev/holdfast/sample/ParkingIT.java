package dev.holdfast.sample;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.sample.harness.ApplicationLauncher;
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
 * Requests that arrive during a restart wait, in order and in bounds.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(180)
class ParkingIT {

	private static final RawRequest VERSION = RawRequest.get("/version");

	private static final String ARRIVALS = """
			package dev.holdfast.sample;

			import java.util.List;
			import java.util.concurrent.CopyOnWriteArrayList;

			import org.springframework.web.bind.annotation.GetMapping;
			import org.springframework.web.bind.annotation.RequestParam;
			import org.springframework.web.bind.annotation.RestController;

			@RestController
			class ArrivalController {

				private final List<Integer> arrivals = new CopyOnWriteArrayList<>();

				@GetMapping("/arrive")
				String arrive(@RequestParam int number) {
					this.arrivals.add(number);
					return String.valueOf(number);
				}

				@GetMapping("/arrivals")
				String arrivals() {
					return this.arrivals.toString();
				}

			}
			""";

	@TempDir
	private Path directory;

	private SourceProject project;

	private StartGate gate;

	@BeforeEach
	void copyProject() {
		this.project = SourceProject.copyTo(this.directory);
		this.project.write("dev/holdfast/sample/ArrivalController.java", ARRIVALS);
		this.gate = StartGate.in(this.project, this.directory);
	}

	@Test
	void refusesWhatDoesNotFitAndForgetsWhoHasGone() {
		try (ForkedApplication application = start(launcher().property("holdfast.server.max-parked", "2"));
				RawHttp http = RawHttp.newConnections(application.port())) {
			restartUpToTheGate(application);
			try (PendingExchange first = HandledRequests.sendOne(application, VERSION);
					PendingExchange second = HandledRequests.sendOne(application, VERSION)) {
				assertProblem(http.exchange(VERSION), "holdfast.server.max-parked");
				assertPage(http.exchange(VERSION.header("Accept", "text/html,*/*;q=0.8")),
						"holdfast.server.max-parked");
				assertThat(second.isOver()).isFalse();
				first.close();
				try (PendingExchange instead = HandledRequests.sendOne(application, VERSION)) {
					assertProblem(http.exchange(VERSION), "holdfast.server.max-parked");
					this.gate.open();
					assertThat(second.answer().text()).isEqualTo("v2");
					assertThat(instead.answer().text()).isEqualTo("v2");
				}
			}
		}
	}

	@Test
	void refusesWhatHasWaitedForTooLong() {
		try (ForkedApplication application = start(launcher().property("holdfast.server.park-timeout", "500ms"));
				RawHttp http = RawHttp.keepAlive(application.port())) {
			assertThat(http.exchange(VERSION).text()).isEqualTo("v1");
			restartUpToTheGate(application);
			assertProblem(http.exchange(VERSION), "holdfast.server.park-timeout");
			assertPage(http.exchange(VERSION.header("Accept", "text/html")), "holdfast.server.park-timeout");
			this.gate.open();
			application.awaitVersion("v2");
			assertThat(http.exchange(VERSION).text()).isEqualTo("v2");
		}
	}

	@Test
	void releasesRequestsInTheOrderOfTheirArrival() {
		List<Integer> numbers = IntStream.range(0, 12).boxed().toList();
		try (ForkedApplication application = start(launcher());
				RawHttp http = RawHttp.newConnections(application.port())) {
			restartUpToTheGate(application);
			List<PendingExchange> parked = new ArrayList<>();
			for (int number : numbers) {
				parked.add(HandledRequests.sendOne(application, RawRequest.get("/arrive?number=" + number)));
			}
			assertThat(parked).noneMatch(PendingExchange::isOver);
			this.gate.open();
			assertThat(parked).extracting((exchange) -> exchange.answer().status()).containsOnly(200);
			assertThat(http.get("/arrivals").text()).isEqualTo(numbers.toString());
			parked.forEach(PendingExchange::close);
		}
	}

	private ApplicationLauncher launcher() {
		// One event loop: what arrives on several has no order
		return ForkedApplication.of(this.project)
			.property("reactor.netty.ioWorkerCount", "1")
			.property("logging.level.reactor.netty.http.server", "debug");
	}

	private ForkedApplication start(ApplicationLauncher launcher) {
		this.project.compile();
		return launcher.start();
	}

	private void restartUpToTheGate(ForkedApplication application) {
		this.gate.close();
		this.project.version("v2").compile();
		this.gate.awaitHolding(application);
	}

	private static void assertProblem(RawResponse response, String reason) {
		assertUnavailable(response);
		assertThat(response.header("content-type")).hasValue("application/problem+json");
		assertThat(response.text()).startsWith("{").contains("\"status\":503", reason);
	}

	private static void assertPage(RawResponse response, String reason) {
		assertUnavailable(response);
		assertThat(response.header("content-type").orElseThrow()).startsWith("text/html");
		assertThat(response.text()).startsWith("<!DOCTYPE html>").contains(reason);
	}

	private static void assertUnavailable(RawResponse response) {
		assertThat(response.status()).as(response::toString).isEqualTo(503);
		assertThat(response.header("retry-after").orElseThrow()).matches("[1-9]\\d*");
		assertThat(response.header("cache-control")).hasValue("no-store");
	}

}
