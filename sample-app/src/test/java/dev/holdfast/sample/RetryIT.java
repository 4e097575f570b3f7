package dev.holdfast.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.holdfast.sample.harness.EventStream;
import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.PendingExchange;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.RawHttpException;
import dev.holdfast.sample.harness.RawHttpException.Reason;
import dev.holdfast.sample.harness.RawRequest;
import dev.holdfast.sample.harness.RawResponse;
import dev.holdfast.sample.harness.SourceProject;
import dev.holdfast.sample.harness.StartGate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Requests that a restart spoils are sent to the generation that can answer them.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(180)
class RetryIT {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final int MAX_ATTEMPTS = 3;

	// The server has a request a good while before the first handler of all is called
	private static final Pattern BEGUN = Pattern.compile("The work has begun");

	private static final Pattern FAILED = Pattern.compile("The work has failed");

	private static final RawRequest GET = RawRequest.get("/work?a=%20b&ms=2000&spoilt=true");

	private static final RawRequest POST = RawRequest.post("/work?ms=2000&spoilt=true");

	@TempDir
	private Path directory;

	private SourceProject project;

	private StartGate gate;

	@BeforeEach
	void copyProject() {
		this.project = SourceProject.copyTo(this.directory);
		this.gate = StartGate.in(this.project, this.directory);
		RetrySources.addWork(this.project);
	}

	@ParameterizedTest(name = "exception handler in the application: {0}")
	@ValueSource(booleans = { false, true })
	void sendsRequestsInFlightToTheNewGeneration(boolean exceptionHandler) {
		if (exceptionHandler) {
			RetrySources.addExceptionHandler(this.project);
		}
		try (ForkedApplication application = start();
				RawHttp http = RawHttp.newConnections(application.port());
				PendingExchange get = HandledRequests.sendOne(application, GET, BEGUN);
				PendingExchange post = HandledRequests.sendOne(application, POST, BEGUN)) {
			application.restart("v2");
			assertThat(http.exchange(assertRedirect(get.answer(), GET)).text()).isEqualTo("v2");
			assertThat(http.get("/counter").text()).isEqualTo("0");
			assertThat(http.exchange(assertRedirect(post.answer(), POST)).text()).isEqualTo("1");
		}
	}

	@ParameterizedTest(name = "exception handler in the application: {0}")
	@ValueSource(booleans = { false, true })
	void holdsRequestsThatFailUntilTheNewGenerationIsThere(boolean exceptionHandler) {
		if (exceptionHandler) {
			RetrySources.addExceptionHandler(this.project);
		}
		try (ForkedApplication application = start();
				RawHttp http = RawHttp.newConnections(application.port());
				PendingExchange get = HandledRequests.sendOne(application, GET, BEGUN);
				PendingExchange post = HandledRequests.sendOne(application, POST, BEGUN)) {
			restartUpToTheGate(application);
			awaitFailures(application, 2);
			assertThat(get.isAnswerBegun() || post.isAnswerBegun()).isFalse();
			this.gate.open();
			for (PendingExchange exchange : new PendingExchange[] { get, post }) {
				assertThat(exchange.answer().header("x-holdfast-retry"))
					.hasValue("generation=1, current=2, cause=java.lang.IllegalStateException");
			}
			assertThat(http.exchange(assertRedirect(get.answer(), GET)).text()).isEqualTo("v2");
			assertThat(http.get("/counter").text()).isEqualTo("0");
			assertThat(http.exchange(assertRedirect(post.answer(), POST)).text()).isEqualTo("1");
		}
	}

	@ParameterizedTest(name = "exception handler in the application: {0}")
	@ValueSource(booleans = { false, true })
	void passesErrorsThatOnlyLookStaleAfterAFewAttempts(boolean exceptionHandler)
			throws IOException, InterruptedException {
		if (exceptionHandler) {
			RetrySources.addExceptionHandler(this.project);
		}
		try (ForkedApplication application = start()) {
			for (String request : new String[] { "GET /stale", "POST /stale", "GET /stale-mono", "GET /stale-class" }) {
				HttpResponse<String> last = sendFollowingRedirects(application, request);
				assertThat(redirectsBefore(last)).as(request)
					.hasSize(MAX_ATTEMPTS)
					.allSatisfy((redirect) -> assertThat(redirect.statusCode()).isEqualTo(307));
				assertThat(last.statusCode()).as(last::body).isEqualTo(500);
				assertThat(last.headers().firstValue("x-holdfast-retry")).get().asString().startsWith("ended, ");
				// Of an error that is not an exception, the handler is not told
				assertThat(last.body()).contains((exceptionHandler && !request.equals("GET /stale-class"))
						? "handled IllegalStateException" : "Internal Server Error");
			}
			HttpResponse<String> genuine = sendFollowingRedirects(application, "GET /genuine");
			assertThat(redirectsBefore(genuine)).isEmpty();
			assertThat(genuine.statusCode()).isEqualTo(500);
			assertThat(genuine.headers().firstValue("x-holdfast-retry")).isEmpty();
		}
	}

	@Test
	void breaksAnswersOffThatHaveBegun() {
		try (ForkedApplication application = start();
				PendingExchange endless = PendingExchange.send(application.port(), RawRequest.get("/stream"));
				EventStream events = EventStream.open(application.port(), "/events");
				PendingExchange parts = PendingExchange.send(application.port(), RawRequest.get("/parts"));
				PendingExchange knownLength = PendingExchange.send(application.port(),
						RawRequest.get("/known-length"))) {
			Awaitility.await()
				.atMost(LIMIT)
				.until(() -> endless.received().contains("{}") && events.text().contains("\"sequence\":1")
						&& parts.received().equals("first") && knownLength.isAnswerBegun());
			restartUpToTheGate(application);
			awaitFailures(application, 2);
			assertBrokenOff(parts);
			assertBrokenOff(knownLength);
			this.gate.open();
			application.awaitVersion("v2");
			assertBrokenOff(endless);
			Awaitility.await()
				.atMost(LIMIT)
				.untilAsserted(() -> assertThat(events.end()).isEqualTo(EventStream.End.COMPLETE));
			assertThat(events.text()).contains("retry:").doesNotContain("\"generation\":2");
			try (EventStream again = EventStream.open(application.port(), "/events")) {
				Awaitility.await().atMost(LIMIT).until(() -> again.text().contains("\"generation\":2"));
			}
		}
	}

	@Test
	void forgetsClientsThatGoWhileTheirRequestIsHeld() {
		try (ForkedApplication application = start();
				PendingExchange get = HandledRequests.sendOne(application, GET, BEGUN);
				PendingExchange post = HandledRequests.sendOne(application, POST, BEGUN);
				PendingExchange slow = HandledRequests.sendOne(application, RawRequest.get("/slow?ms=600000"))) {
			restartUpToTheGate(application);
			awaitFailures(application, 2);
			try (PendingExchange parked = HandledRequests.sendOne(application, RawRequest.get("/version"))) {
				assertInMemory(application, 3, 1);
				Stream.of(get, post, slow, parked).forEach(PendingExchange::close);
			}
			assertInMemory(application, 0, 0);
			this.gate.open();
			application.awaitVersion("v2");
			application.restart("v3");
			assertInMemory(application, 0, 0);
			application.jvm().awaitRestartClassLoaders(2);
			try (RawHttp http = RawHttp.newConnections(application.port())) {
				assertThat(http.get("/version").text()).isEqualTo("v3");
				assertThat(http.get("/counter").text()).isEqualTo("0");
			}
		}
	}

	private ForkedApplication start() {
		this.project.compile();
		return ForkedApplication.of(this.project)
			.property("holdfast.server.drain-timeout", "200ms")
			.property("logging.level.reactor.netty.http.server", "debug")
			.property("logging.level.dev.holdfast.retry", "debug")
			.start();
	}

	private void restartUpToTheGate(ForkedApplication application) {
		this.gate.close();
		this.project.version("v2").compile();
		this.gate.awaitHolding(application);
	}

	private static void awaitFailures(ForkedApplication application, int failures) {
		Awaitility.await("work that fails").atMost(LIMIT).until(() -> application.countLog(FAILED) == failures);
	}

	private static RawRequest assertRedirect(RawResponse response, RawRequest request) {
		assertThat(response.status()).as(response::toString).isEqualTo(307);
		assertThat(response.header("location")).hasValue(request.path());
		assertThat(response.header("cache-control")).hasValue("no-store");
		assertThat(response.header("vary")).hasValue("*");
		assertThat(response.header("x-holdfast-retry")).get().asString().startsWith("generation=1, ");
		return request.to(response.header("location").orElseThrow());
	}

	private static void assertBrokenOff(PendingExchange exchange) {
		assertThatExceptionOfType(RawHttpException.class).isThrownBy(exchange::answer)
			.extracting(RawHttpException::reason)
			.isIn(Reason.TRUNCATED, Reason.RESET);
	}

	private static void assertInMemory(ForkedApplication application, int handled, int parked) {
		Awaitility.await().atMost(LIMIT).untilAsserted(() -> {
			assertThat(application.jvm().instances("dev.holdfast.retry.Handling")).isEqualTo(handled);
			assertThat(application.jvm().instances("dev.holdfast.server.ParkingLot$Parked")).isEqualTo(parked);
			assertThat(application.jvm().instances("dev.holdfast.server.Exchange")).isEqualTo(handled + parked);
		});
	}

	private static HttpResponse<String> sendFollowingRedirects(ForkedApplication application, String request)
			throws IOException, InterruptedException {
		String[] methodAndPath = request.split(" ");
		return HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NORMAL)
			.build()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + application.port() + methodAndPath[1]))
				.method(methodAndPath[0], HttpRequest.BodyPublishers.noBody())
				.timeout(LIMIT)
				.build(), HttpResponse.BodyHandlers.ofString());
	}

	private static Stream<HttpResponse<String>> redirectsBefore(HttpResponse<String> last) {
		return Stream
			.iterate(last.previousResponse(), Optional::isPresent, (response) -> response.get().previousResponse())
			.map(Optional::get);
	}

}
