package dev.holdfast.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.PendingExchange;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.RawHttpException;
import dev.holdfast.sample.harness.RawHttpException.Reason;
import dev.holdfast.sample.harness.RawRequest;
import dev.holdfast.sample.harness.RawResponse;
import dev.holdfast.sample.harness.SourceProject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Requests that a retiring generation does not finish in time.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(180)
class InFlightIT {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	@TempDir
	private Path directory;

	private Path released;

	private SourceProject project;

	@BeforeEach
	void copyProject() {
		this.released = this.directory.resolve("released");
		this.project = SourceProject.copyTo(this.directory);
		ExtraSources.addHeld(this.project, this.released);
	}

	@Test
	void sendsRequestsWithoutAnswerToTheNewGeneration() throws IOException {
		RawRequest get = RawRequest.get("/held?a=%20b&c=d%2Fe");
		RawRequest post = RawRequest.post("/held?a=%20b", "the body".getBytes(StandardCharsets.UTF_8))
			.header("Content-Type", "text/plain");
		RawRequest slow = RawRequest.get("/slow?ms=600000");
		try (ForkedApplication application = start();
				PendingExchange heldGet = sendInFlight(application, get);
				PendingExchange heldPost = sendInFlight(application, post);
				PendingExchange heldSlow = sendInFlight(application, slow);
				RawHttp http = RawHttp.newConnections(application.port())) {
			application.restart("v2");
			assertRedirect(heldGet.answer(), get);
			assertRedirect(heldPost.answer(), post);
			assertRedirect(heldSlow.answer(), slow);
			Files.writeString(this.released, "");
			assertThat(http.exchange(get.to(heldGet.answer().header("location").orElseThrow())).text()).isEqualTo("v2");
			assertThat(http.exchange(post.to(heldPost.answer().header("location").orElseThrow())).text())
				.isEqualTo("v2 the body");
		}
	}

	@Test
	void breaksOffAnswersOfUnknownLengthOnly() throws IOException {
		try (ForkedApplication application = start();
				PendingExchange lines = PendingExchange.send(application.port(), RawRequest.get("/lines"));
				PendingExchange halves = PendingExchange.send(application.port(), RawRequest.get("/halves"))) {
			await("answers have begun", () -> lines.received().contains("{}") && halves.isAnswerBegun());
			application.restart("v2");
			assertThatExceptionOfType(RawHttpException.class).isThrownBy(lines::answer)
				.extracting(RawHttpException::reason)
				.isIn(Reason.TRUNCATED, Reason.RESET);
			assertThat(halves.isOver()).isFalse();
			Files.writeString(this.released, "");
			assertThat(halves.answer().text()).isEqualTo("first,second");
		}
	}

	private ForkedApplication start() {
		this.project.compile();
		return ForkedApplication.of(this.project)
			.property("holdfast.server.drain-timeout", "200ms")
			.property("logging.level.reactor.netty.http.server", "debug")
			.start();
	}

	private static PendingExchange sendInFlight(ForkedApplication application, RawRequest request) {
		return HandledRequests.sendOne(application, request);
	}

	private static void assertRedirect(RawResponse response, RawRequest request) {
		assertThat(response.status()).as(response::toString).isEqualTo(307);
		assertThat(response.header("location")).hasValue(request.path());
		assertThat(response.header("cache-control")).hasValue("no-store");
	}

	private static void await(String what, Callable<Boolean> condition) {
		Awaitility.await(what).atMost(LIMIT).pollDelay(Duration.ZERO).until(condition);
	}

}
