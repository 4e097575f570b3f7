package dev.holdfast.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import dev.holdfast.access.AccessGate;
import dev.holdfast.restart.StartFailure;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who is told what of a failed start, over real sockets. The rows are those of
 * {@code security.md}.
 */
class FailedStartAnswerTests {

	private static final String HOST = "Host: localhost:8080";

	private static final String HTML = "Accept: text/html,*/*;q=0.8";

	private static final StartFailure FAILURE = new StartFailure("secret <script>alert('1')</script> \"description\"",
			"secret action\0\u001b[31m\u202e", "SecretException: cause\r\nSet-Cookie: a=b", null);

	private final List<AccessGate> gate = new ArrayList<>(List.of(AccessGate.local()));

	private final ServerFixture server = new ServerFixture((exchange) -> Mono.defer(() -> exchange
		.finish(Answers.unavailable(exchange.request(), ParkingException.failed(3, FAILURE), this.gate.get(0)))));

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void row16ShowsAPageThatIsNoConsole() {
		String page = send("GET /a", HOST, HTML);
		assertThat(page).startsWith("HTTP/1.1 503 Service Unavailable\r\n")
			.contains("secret &lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &quot;description&quot;")
			.contains("secret action\ufffd\ufffd[31m\ufffd", "SecretException: cause\nSet-Cookie: a=b")
			.doesNotContain("<script>alert", "<form", "<a ", "<input", "<button", "<img", "<link", "<iframe", " src=",
					"href=", "url(", "@import", " style=", " onload=", "\0", "\u001b", "\u202e");
		assertThat(headers(page)).contains("Cache-Control: no-store", "X-Content-Type-Options: nosniff",
				"Cross-Origin-Resource-Policy: same-origin", "Content-Type: text/html;charset=UTF-8", "Retry-After: 2",
				"Holdfast-State: failed-3", "Referrer-Policy: no-referrer");
		assertThat(headers(page)).filteredOn((header) -> header.startsWith("Content-Security-Policy: "))
			.singleElement()
			.asString()
			.contains("default-src 'none'; ", "script-src 'sha256-", "form-action 'none'", "connect-src 'self'")
			.doesNotContain("unsafe", "*", "http:");
		assertNoWayIn(page);
	}

	@Test
	void row16TellsProgramsInJson() {
		String problem = send("GET /a", HOST, "Accept: application/json");
		assertThat(headers(problem)).contains("Cache-Control: no-store", "X-Content-Type-Options: nosniff",
				"Cross-Origin-Resource-Policy: same-origin", "Content-Type: application/problem+json", "Retry-After: 2",
				"Holdfast-State: failed-3");
		assertThat(body(problem)).isEqualTo("{\"type\":\"urn:holdfast:problem:failed\","
				+ "\"title\":\"The application failed to start\",\"status\":503,\"detail\":"
				+ "\"secret \\u003cscript\\u003ealert('1')\\u003c/script\\u003e \\\"description\\\"\","
				+ "\"action\":\"secret action\ufffd\ufffd[31m\ufffd\","
				+ "\"cause\":\"SecretException: cause\\nSet-Cookie: a=b\",\"generation\":3}\n");
		assertNoWayIn(problem);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH" })
	void row16AnswersAllMethodsAlike(String method) {
		assertThat(send(method + " /a", HOST, "Content-Length: 0")).startsWith("HTTP/1.1 503")
			.contains("secret action");
		assertNoWayIn(send(method + " /a", HOST, "Origin: http://localhost:8080", "Content-Length: 0"));
	}

	@Test
	void row16AnswersHeadWithoutABody() {
		String answer = send("HEAD /a", HOST, HTML);
		assertThat(answer).startsWith("HTTP/1.1 503").contains("Holdfast-State: failed-3").endsWith("\r\n\r\n");
		assertThat(body(answer)).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("strangers")
	void row16TellsNothingToWhoIsNotLetIn(List<String> stranger) {
		List<String> page = new ArrayList<>(stranger);
		page.add(HTML);
		for (List<String> headers : List.of(stranger, page)) {
			String answer = send("GET /a", headers.toArray(String[]::new));
			assertThat(answer).startsWith("HTTP/1.1 503").contains("retry-after: 2", "Generation 3 failed to start");
			assertThat(answer).doesNotContainIgnoringCase("secret").doesNotContain("Set-Cookie", "<pre>");
			assertNoWayIn(answer);
		}
	}

	static Stream<List<String>> strangers() {
		return Stream.of(List.of("Host: evil.test"), List.of("Host: 192.168.1.5:8080"),
				List.of("Host: localhost.evil.test:8080"), List.of(HOST, "Forwarded: for=192.0.2.1"),
				List.of("Host: evil.test", "X-Forwarded-Host: localhost"),
				List.of("Host: evil.test", "Forwarded: host=localhost;for=127.0.0.1"), List.of(HOST, "Origin: null"),
				List.of(HOST, "Origin: http://evil.test"), List.of(HOST, "Origin: http://localhost.evil.test"),
				List.of(HOST, "Origin: http://192.168.1.5:8080"), List.of(HOST, "Origin: http://localhost:3000"),
				List.of(HOST, "Origin: %"), List.of(HOST, "Origin: http://localhost:8080", "Origin: http://evil.test"),
				List.of(HOST, "Sec-Fetch-Site: cross-site"), List.of(HOST, "Sec-Fetch-Site: same-site"),
				List.of(HOST, "X-Forwarded-For: 192.0.2.1"));
	}

	@Test
	void row16LooksAtThePeerThatTheHeadersCannotForge() {
		this.gate.set(0, new AccessGate(false, Set.of("evil.test")));
		assertThat(send("GET /a", "Host: evil.test")).contains("secret action");
		assertThat(send("GET /a", "Host: evil.test", "X-Forwarded-For: 127.0.0.1")).contains("secret action");
		assertThat(send("GET /a", "Host: evil.test", "X-Forwarded-For: 192.0.2.1")).doesNotContain("secret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Host:", "Host: ", "Host: a b", "Host: [::1", "Host: localhost:99999",
			"Host: localhost:8080.evil.test", "Host: \u00e4", "Host: localhost\u0001", "Host: http://localhost",
			"Host: localhost\r\nHost: localhost", "Host: localhost\r\nHost: evil.test", "X-No-Host: 1" })
	void row9SurvivesMalformedHosts(String header) {
		String answer = send("GET /a", header);
		assertThat(answer).matches("(?s)HTTP/1\\.1 (400|503) .*").doesNotContain("secret");
		assertThat(send("GET /a", HOST)).contains("secret action");
	}

	@Test
	void row9SurvivesWhateverIsSent() {
		Random random = new Random(9);
		String characters = "abz019.:/\\[]@%-_ \t,;\"'<>\u0000\u0001\u007f\u0080\u00ff";
		for (int i = 0; i < 300; i++) {
			StringBuilder value = new StringBuilder((random.nextInt(3) == 0) ? "localhost" : "");
			for (int length = random.nextInt(30); length >= 0; length--) {
				value.append(characters.charAt(random.nextInt(characters.length())));
			}
			assertThat(send("GET /a", "Host: x" + value)).doesNotContain("secret");
			assertThat(send("GET /a", HOST, "Origin: x" + value)).doesNotContain("secret");
		}
		assertThat(send("GET /a", HOST)).contains("secret action");
	}

	private String send(String line, String... headers) {
		return RawSocket.exchange(this.server.port(), RawSocket.request(line, headers));
	}

	private static void assertNoWayIn(String answer) {
		assertThat(headers(answer)).noneMatch((header) -> header.toLowerCase().startsWith("access-control-"))
			.noneMatch((header) -> header.startsWith("Set-Cookie"))
			.noneMatch((header) -> header.startsWith("Location"));
	}

	private static List<String> headers(String answer) {
		return answer.substring(0, answer.indexOf("\r\n\r\n"))
			.lines()
			.skip(1)
			.map(FailedStartAnswerTests::named)
			.toList();
	}

	private static String named(String header) {
		int colon = header.indexOf(':');
		StringBuilder name = new StringBuilder();
		for (String word : header.substring(0, colon).split("-")) {
			name.append(name.isEmpty() ? "" : "-")
				.append(Character.toUpperCase(word.charAt(0)))
				.append(word.substring(1));
		}
		return name + header.substring(colon);
	}

	private static String body(String answer) {
		return answer.substring(answer.indexOf("\r\n\r\n") + 4);
	}

}
