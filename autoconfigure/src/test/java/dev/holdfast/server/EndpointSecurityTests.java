package dev.holdfast.server;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who gets to the endpoints, over real sockets. The rows are those of
 * {@code security.md}.
 */
@ExtendWith(OutputCaptureExtension.class)
class EndpointSecurityTests {

	private static final Pattern HARMLESS = Pattern.compile(
			"Host: +([0-9a-z_-]+\\.)*localhost(:\\d+)?\\s*|Host: +127(\\.\\d+){3}(:\\d+)?\\s*|Host: +\\[[0:]*1](:\\d+)?\\s*"
					+ "|Origin: +http://localhost:8080\\s*|Sec-Fetch-Site: +(same-origin|none)\\s*"
					+ "|X-Forwarded-For: +(localhost|127(\\.\\d+){3}|\\[[0:]*1])(:\\d+)?\\s*|Forwarded: .*");

	private final EndpointFixture server = new EndpointFixture();

	@AfterEach
	void close() {
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			localhost          |                              |             | 200
			localhost:8080     | http://localhost:8080        |             | 200
			localhost:8080     | http://localhost:8080        | same-origin | 200
			localhost:8080     |                              | same-origin | 200
			localhost:8080     |                              | none        | 200
			LOCALHOST:8080     | http://localhost:8080        |             | 200
			app.localhost:8080 | http://app.localhost:8080    |             | 200
			127.0.0.1:8080     | http://127.0.0.1:8080        |             | 200
			127.1.2.3:8080     |                              |             | 200
			[::1]:8080         | http://[::1]:8080            |             | 200
			localhost          | https://localhost            |             | 200
			localhost          | http://localhost:80          |             | 200
			localhost:8080     |                              | cross-site  | 403
			localhost:8080     |                              | same-site   | 403
			localhost:8080     | http://localhost:8080        | cross-site  | 403
			localhost:8080     | http://localhost:3000        |             | 403
			localhost:8080     | http://localhost             |             | 403
			localhost:8080     | https://localhost:8443       |             | 403
			localhost:8080     | http://127.0.0.1:8080        |             | 403
			localhost:8080     | http://[::1]:8080            |             | 403
			localhost:8080     | http://app.localhost:8080    |             | 403
			localhost:8080     | http://evil.test             |             | 403
			localhost:8080     | http://evil.test:8080        | same-origin | 403
			localhost:8080     | http://localhost.evil.test   |             | 403
			localhost:8080     | http://evil-localhost:8080   |             | 403
			localhost:8080     | http://localhostx:8080       |             | 403
			localhost:8080     | http://192.168.1.5:8080      |             | 403
			localhost:8080     | http://0.0.0.0:8080          |             | 403
			localhost:8080     | http://[fe80::1]:8080        |             | 403
			localhost:8080     | null                         |             | 403
			localhost:8080     | null                         | same-origin | 403
			localhost:8080     | file://                      |             | 403
			localhost:8080     | chrome-extension://abcdef    |             | 403
			evil.test          |                              |             | 403
			evil.test:8080     | http://evil.test:8080        | same-origin | 403
			localhost.evil.test|                              |             | 403
			127.0.0.1.evil.test|                              |             | 403
			127.0.0.1.nip.io   |                              | none        | 403
			192.168.1.5:8080   |                              |             | 403
			0.0.0.0:8080       |                              |             | 403
			[::]:8080          |                              |             | 403
			[::ffff:10.0.0.1]  |                              |             | 403
			2130706433         |                              |             | 403
			127.1              |                              |             | 403
			localhost:8080     | http://localhost:8080/       |             | 400
			localhost:8080     | http://user@localhost:8080   |             | 400
			localhost:8080     | localhost:8080               |             | 400
			localhost:8080     | http://localhost:99999       |             | 400
			localhost:99999    |                              |             | 400
			local host         |                              |             | 400
			user@localhost     |                              |             | 400
			localhost,evil.test|                              |             | 400
			""")
	void row5LetsInByHostAndOriginAsTheTableSays(String host, String origin, String site, int status) {
		String origins = (origin != null) ? "\r\nOrigin: " + origin : "";
		String sites = (site != null) ? "\r\nSec-Fetch-Site: " + site : "";
		for (String path : List.of("/_holdfast", "/_holdfast/events", "/_holdfast/none")) {
			String answer = this.server.send("GET " + path, "Host: " + host + origins + sites);
			assertThat(answer).startsWith("HTTP/1.1 " + ((status == 200 && path.endsWith("none")) ? 404 : status));
			if (status != 200) {
				assertThat(answer).doesNotContain("secret");
			}
			assertThat(answer.toLowerCase()).doesNotContain("access-control-", "set-cookie", "location:");
		}
	}

	@Test
	void row6And13ActsForNobodyWithoutTokenAndJson() {
		String token = "Holdfast-Token: " + this.server.token();
		assertThat(this.server.send("POST /_holdfast/act", EndpointFixture.HOST)).startsWith("HTTP/1.1 415");
		assertThat(this.server.send("POST /_holdfast/act", EndpointFixture.HOST, EndpointFixture.JSON))
			.startsWith("HTTP/1.1 403");
		assertThat(
				this.server.send("POST /_holdfast/act", EndpointFixture.HOST, EndpointFixture.JSON, "Holdfast-Token: "))
			.startsWith("HTTP/1.1 403");
		assertThat(this.server.send("POST /_holdfast/act", EndpointFixture.HOST, EndpointFixture.JSON, token, token))
			.startsWith("HTTP/1.1 403");
		assertThat(this.server.send("POST /_holdfast/act", EndpointFixture.HOST, "Content-Type: text/plain", token))
			.startsWith("HTTP/1.1 415");
		assertThat(this.server.send("POST /_holdfast/act", "Host: evil.test", EndpointFixture.JSON, token))
			.startsWith("HTTP/1.1 403");
		assertThat(this.server.send("POST /_holdfast/act", EndpointFixture.HOST, EndpointFixture.JSON, token,
				"Origin: http://evil.test"))
			.startsWith("HTTP/1.1 403");
		assertThat(this.server.send("POST /_holdfast/act?Holdfast-Token=" + this.server.token(), EndpointFixture.HOST,
				EndpointFixture.JSON))
			.startsWith("HTTP/1.1 403");
		assertThat(this.server.acted()).isEqualTo(0);
		assertThat(this.server.send("POST /_holdfast/act", EndpointFixture.HOST, EndpointFixture.JSON, token))
			.startsWith("HTTP/1.1 200")
			.endsWith("{}");
		assertThat(this.server.acted()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "//_holdfast", "/_holdfast%2fevents", "/%5fholdfast/events", "/_HOLDFAST/events",
			"/x/../_holdfast/events", "/_holdfast;a=b", "/./_holdfast", "/_holdfastx", "http://evil.test/_holdfast" })
	void row7TakesNoOtherSpellingForItsOwn(String path) {
		assertThat(this.server.send("GET " + path, "Host: evil.test")).endsWith("the application's")
			.doesNotContain("secret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/_holdfast/%65vents", "/_holdfast//events", "/_holdfast/./events", "/_holdfast/events/",
			"/_holdfast/events;a", "/_holdfast/EVENTS", "/_holdfast/x/../events", "/_holdfast/" })
	void row7HasOneSpellingForEachEndpoint(String path) {
		assertThat(this.server.send("GET " + path, EndpointFixture.HOST)).startsWith("HTTP/1.1 404")
			.doesNotContain("secret");
		assertThat(this.server.send("GET " + path, "Host: evil.test")).startsWith("HTTP/1.1 403");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/_holdfast?", "/_holdfast?x=/../..", "/_holdfast?raw??", "/_holdfast#x" })
	void row7AsksTheGateWhateverTheQuery(String target) {
		assertThat(this.server.send("GET " + target, "Host: evil.test")).startsWith("HTTP/1.1 403")
			.doesNotContain("secret");
	}

	@Test
	void row8And10LeavesAnswersToTheirOwnOrigin() {
		for (String path : List.of("/_holdfast", "/_holdfast/events", "/_holdfast/none")) {
			assertThat(this.server.send("GET " + path, EndpointFixture.HOST, "Origin: http://localhost:8080")
				.toLowerCase())
				.contains("cross-origin-resource-policy: same-origin", "x-content-type-options: nosniff",
						"cache-control: no-store")
				.doesNotContain("access-control-");
		}
	}

	@Test
	void row9SurvivesWhateverIsSent() {
		Random random = new Random(9);
		String characters = "abz019.:/\\[]@%-_ \t,;\"'<>\u0000\u0001\u007f\u0080\u00ff";
		List<String> values = List.of("localhost:8080", "127.0.0.1:8080", "[::1]:8080", "evil.test",
				"http://localhost:8080", "same-origin", "for=127.0.0.1");
		List<String> names = List.of("Host", "Origin", "Sec-Fetch-Site", "X-Forwarded-For", "Forwarded");
		Map<String, Integer> statuses = new TreeMap<>();
		for (int i = 0; i < 600; i++) {
			String name = names.get(random.nextInt(names.size()));
			StringBuilder value = new StringBuilder(values.get(random.nextInt(values.size())));
			for (int edits = random.nextInt(3); edits > 0; edits--) {
				char character = characters.charAt(random.nextInt(characters.length()));
				int place = random.nextInt(value.length());
				value.replace(place, place + random.nextInt(2), String.valueOf(character));
			}
			String header = name + ": " + value;
			String answer = name.equals("Host") ? this.server.send("GET /_holdfast", header)
					: this.server.send("GET /_holdfast", EndpointFixture.HOST, header);
			statuses.merge(answer.substring(9, 12), 1, Integer::sum);
			assertThat(!answer.contains("secret") || HARMLESS.matcher(header).matches()).as(header).isTrue();
		}
		// All of the gate's answers, not only those to nonsense
		assertThat(statuses).containsOnlyKeys("200", "400", "403")
			.allSatisfy((status, count) -> assertThat(count).isGreaterThan(50));
		assertThat(this.server.send("GET /_holdfast", EndpointFixture.HOST)).endsWith("secret page");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			localhost:8080      |                        | 200
			localhost:8080      | http://localhost:8080  | 200
			[::1]:8080          | http://[::1]:8080      | 200
			evil.test:8080      |                        | 403
			localhost.evil.test |                        | 403
			localhost:8080      | http://evil.test       | 403
			localhost:8080      | null                   | 403
			localhost:99999     |                        | 400
			""")
	void row5HoldsForTheAuthorityOfHttp2(String authority, String origin, int status) {
		HttpClient client = HttpClient.create().protocol(HttpProtocol.H2C).headers((headers) -> {
			headers.set("Host", authority);
			if (origin != null) {
				headers.set("Origin", origin);
			}
		});
		StepVerifier
			.create(client.get()
				.uri("http://127.0.0.1:" + this.server.port() + "/_holdfast")
				.responseSingle((response, body) -> body.asString()
					.defaultIfEmpty("")
					.map((text) -> response.version() + " " + response.status().code() + text.contains("secret"))))
			.expectNext("HTTP/2.0 " + status + (status == 200))
			.expectComplete()
			.verify(ServerFixture.LIMIT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-Forwarded-For: 192.0.2.1", "Forwarded: for=192.0.2.1", "X-Real-IP: 192.0.2.1",
			"X-Forwarded-For: 127.0.0.1, 192.0.2.1", "X-Real-IP: unknown" })
	void row11RefusesWhatAProxyForwardsForOthers(String header) {
		assertThat(this.server.send("GET /_holdfast", EndpointFixture.HOST, header)).startsWith("HTTP/1.1 403");
	}

	@ParameterizedTest
	@CsvSource({ "POST, /_holdfast, 405", "PUT, /_holdfast/events, 405", "OPTIONS, /_holdfast/events, 405",
			"GET, /_holdfast/act, 405", "DELETE, /_holdfast/act, 405" })
	void row13RefusesOtherMethods(String method, String path, int status) {
		assertThat(this.server.send(method + " " + path, EndpointFixture.HOST, EndpointFixture.JSON,
				"Holdfast-Token: " + this.server.token()))
			.startsWith("HTTP/1.1 " + status)
			.containsIgnoringCase("allow: ");
		assertThat(this.server.acted()).isEqualTo(0);
	}

	@Test
	void row17NeverLogsTheToken(CapturedOutput output) {
		this.server.send("POST /_holdfast/act", EndpointFixture.HOST, EndpointFixture.JSON,
				"Holdfast-Token: " + this.server.token());
		this.server.send("POST /_holdfast/act", "Host: evil.test", EndpointFixture.JSON,
				"Holdfast-Token: " + this.server.token());
		assertThat(output).contains("holdfast.access.allowed-hosts").doesNotContain(this.server.token());
	}

}
