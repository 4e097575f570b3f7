package dev.holdfast.server;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.holdfast.access.AccessGate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@ExtendWith(OutputCaptureExtension.class)
class ServerEndpointsTests {

	private static final Duration LIMIT = ServerFixture.LIMIT;

	private static final EndpointAnswer PAGE = EndpointAnswer.text("text/plain", "");

	private final AtomicInteger opened = new AtomicInteger();

	private final EndpointFixture server = new EndpointFixture();

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void answersWhoIsLetIn() {
		assertThat(this.server.send("GET /_holdfast", EndpointFixture.HOST)).startsWith("HTTP/1.1 200")
			.endsWith("secret page");
		assertThat(this.server.send("GET /_holdfast?a=b", EndpointFixture.HOST, "Origin: http://localhost:8080"))
			.endsWith("secret page");
		assertThat(this.server.send("GET /_holdfast/events", EndpointFixture.HOST, "Sec-Fetch-Site: same-origin"))
			.contains("text/event-stream", "data: secret\n\n")
			.doesNotContain("content-length");
		assertThat(this.server.send("GET /_holdfast/other", EndpointFixture.HOST)).startsWith("HTTP/1.1 404")
			.doesNotContain("application's");
		assertThat(this.server.send("GET /other", "Host: evil.test")).endsWith("the application's");
	}

	@Test
	void answersHeadsWithoutBodies() {
		assertThat(this.server.send("HEAD /_holdfast", EndpointFixture.HOST)).startsWith("HTTP/1.1 200")
			.containsIgnoringCase("content-length: 11")
			.endsWith("\r\n\r\n");
		assertThat(this.server.send("HEAD /_holdfast/events", EndpointFixture.HOST)).startsWith("HTTP/1.1 200")
			.doesNotContain("secret");
	}

	@Test
	void leavesAllPathsToTheApplicationIfItServesNothing() {
		this.server.serve();
		assertThat(this.server.send("GET /_holdfast", "Host: evil.test")).endsWith("the application's");
	}

	@Test
	void answersThatAnEndpointFails(CapturedOutput output) {
		this.server.serve(new ServerEndpoint() {

			@Override
			public String path() {
				return "/_holdfast/bad";
			}

			@Override
			public Mono<EndpointAnswer> answer(EndpointRequest request) {
				throw new NoClassDefFoundError("secret");
			}

		});
		assertThat(this.server.send("GET /_holdfast/bad", EndpointFixture.HOST)).startsWith("HTTP/1.1 500")
			.doesNotContain("secret");
		assertThat(output).contains("No answer at /_holdfast/bad");
	}

	@Test
	void givesAnActionItsBodyIfThatIsShort() {
		assertThat(act("{\"a\":1}")).startsWith("HTTP/1.1 200").endsWith("{\"a\":1}");
		assertThat(act("x".repeat(16_385))).startsWith("HTTP/1.1 413");
	}

	private String act(String body) {
		return RawSocket.exchange(this.server.port(),
				RawSocket.request("POST /_holdfast/act", EndpointFixture.HOST, EndpointFixture.JSON,
						"Holdfast-Token: " + this.server.token(), "Content-Length: " + body.length()) + body);
	}

	@Test
	void endsStreamsAndNoOthers() {
		CompletableFuture<String> stream = openStream();
		this.server.serve(endpoint(), EndpointFixture.endpoint("/_holdfast/other", PAGE));
		assertThat(stream).succeedsWithin(LIMIT).asString().endsWith("0\r\n\r\n");
		stream = openStream();
		this.server.serve(endpoint());
		assertThat(stream).isNotDone();
		this.server.serve(new AccessGate(false, Set.of("dev.test")), endpoint());
		assertThat(stream).succeedsWithin(LIMIT).asString().contains("data: first").endsWith("0\r\n\r\n");
		stream = openStream();
		this.server.endpoints().endStreams();
		assertThat(stream).succeedsWithin(LIMIT);
	}

	@Test
	void servesAgainAfterItWasClosed() {
		CompletableFuture<String> stream = openStream();
		this.server.endpoints().close();
		assertThat(stream).succeedsWithin(LIMIT);
		assertThat(this.server.send("GET /_holdfast/events", EndpointFixture.HOST)).endsWith("the application's");
		stream = openStream();
		assertThat(stream).isNotDone();
		this.server.endpoints().close();
		assertThat(stream).succeedsWithin(LIMIT);
	}

	private CompletableFuture<String> openStream() {
		int before = this.opened.get();
		this.server.serve(endpoint());
		CompletableFuture<String> stream = CompletableFuture
			.supplyAsync(() -> this.server.send("GET /_holdfast/events", EndpointFixture.HOST));
		Awaitility.await().atMost(LIMIT).until(() -> this.opened.get() > before);
		return stream;
	}

	private ServerEndpoint endpoint() {
		return EndpointFixture.endpoint("/_holdfast/events",
				EndpointAnswer.events(Flux.<byte[]>never()
					.startWith("data: first\n\n".getBytes(StandardCharsets.UTF_8))
					.doOnNext((part) -> this.opened.incrementAndGet())));
	}

	@Test
	void keepsStreamsFromBeingCompressedOrCollected() {
		assertThat(this.server.send("GET /_holdfast/events", EndpointFixture.HOST).toLowerCase(Locale.ROOT))
			.contains("cache-control: no-store, no-transform", "x-accel-buffering: no");
	}

	@Test
	void refusesHeadersThatAreNone() {
		assertThatIllegalArgumentException().isThrownBy(() -> PAGE.with("X-A", "a\r\nX-B: c"))
			.withMessageContaining("'X-A'");
	}

	@Test
	void namesAnEndpointThatCannotBeServed() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.server.serve(EndpointFixture.endpoint("/other", PAGE)))
			.withMessage("The path of an endpoint must begin with /_holdfast [/other]");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.server.serve(EndpointFixture.endpoint("/_holdfast/a", PAGE),
					EndpointFixture.endpoint("/_holdfast/a", PAGE)))
			.withMessage("There are two endpoints at [/_holdfast/a]");
	}

}
