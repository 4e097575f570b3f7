package dev.holdfast.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests and headers of all kinds, over a real server: byte for byte what the
 * application wrote, apart from the tag.
 */
class InjectionRequestTests {

	private static final String PAGE = InjectionDecoratorTests.PAGE;

	private static final String TAGGED = InjectionDecoratorTests.TAGGED;

	private final InjectionFixture server = new InjectionFixture();

	@AfterEach
	void close() {
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource({ "HX-Request, true", "Turbo-Frame, main", "X-Requested-With, XMLHttpRequest", "Sec-Fetch-Dest, empty",
			"Sec-Fetch-Dest, script", "Accept, application/json", "Accept, */*", "Accept, text/vnd.turbo-stream.html" })
	void aRequestThatIsNotForAPage(String header, String value) {
		this.server.answer(StandardCharsets.UTF_8, "text/html", PAGE, true);
		assertThat(InjectionFixture.text(this.server.get("/", header, value))).isEqualTo(PAGE);
	}

	@ParameterizedTest
	@CsvSource({ "Sec-Fetch-Dest, document", "Sec-Fetch-Dest, iframe", "Accept, 'text/html,*/*;q=0.8'" })
	void aRequestForAPage(String header, String value) {
		this.server.answer(StandardCharsets.UTF_8, "text/html", PAGE, true);
		assertThat(InjectionFixture.text(this.server.get("/", header, value))).isEqualTo(TAGGED);
	}

	@Test
	void anExcludedPath() {
		this.server.answer(StandardCharsets.UTF_8, "text/html", PAGE, true);
		assertThat(InjectionFixture.text(this.server.get("/plain/page"))).isEqualTo(PAGE);
	}

	@Test
	void anAnswerThatTheServerCompresses() throws IOException {
		this.server.answer(StandardCharsets.UTF_8, "text/html", PAGE, false);
		HttpResponse<byte[]> response = this.server.get("/compressed", "Accept-Encoding", "gzip");
		assertThat(response.headers().firstValue("content-encoding")).hasValue("gzip");
		assertThat(new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes())
			.isEqualTo(TAGGED.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void anAnswerThatTheApplicationCompressesIfTheClientAgrees() {
		this.server.set((exchange) -> {
			assertThat(exchange.getRequest().getHeaders().containsHeader("Accept-Encoding")).isFalse();
			ServerHttpResponse response = InjectionFixture.html(exchange, "text/html");
			return response
				.writeWith(Mono.just(InjectionFixture.buffer(response, PAGE.getBytes(StandardCharsets.UTF_8))));
		});
		assertThat(InjectionFixture.text(this.server.get("/", "Accept-Encoding", "gzip"))).isEqualTo(TAGGED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "br", "zstd" })
	void anAnswerThatTheApplicationCompressesAnyway(String encoding) {
		byte[] compressed = InjectionFixture.gzip(PAGE);
		this.server.set((exchange) -> {
			ServerHttpResponse response = InjectionFixture.html(exchange, "text/html");
			response.getHeaders().set("Content-Encoding", encoding);
			response.getHeaders().setContentLength(compressed.length);
			return response.writeWith(Mono.just(InjectionFixture.buffer(response, compressed)));
		});
		assertThat(this.server.get("/").body()).isEqualTo(compressed);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			script-src 'nonce-aB3+/=' 'strict-dynamic'      | nonce="aB3+/="
			default-src 'self'; script-src 'nonce-x_-' blob: | nonce="x_-"
			default-src 'self'                               | js">
			img-src *                                        | js">
			script-src *                                     | js">
			default-src http: data:                          | js">
			SCRIPT-SRC 'self' https://cdn.test               | js">
			script-src-elem 'nonce-1'; script-src 'none'     | nonce="1"
			""")
	void aPolicyThatLetsItRun(String policy, String part) {
		policy(policy);
		assertThat(InjectionFixture.text(this.server.get("/"))).contains("src=\"/_holdfast/client.").contains(part);
	}

	@ParameterizedTest
	@ValueSource(strings = { "default-src 'none'", "script-src 'sha256-abc'", "script-src https://cdn.test",
			"script-src 'self' 'strict-dynamic'", "default-src 'self', script-src 'none'", "script-src" })
	void aPolicyThatDoesNotLetItRun(String policy) {
		policy(policy);
		assertThat(InjectionFixture.text(this.server.get("/"))).isEqualTo(PAGE);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			script-src 'none'       | false | false
			script-src 'none'       | true  | false
			script-src 'nonce-late' | false | true
			script-src 'nonce-late' | true  | true
			""")
	void aPolicyThatIsAddedAtTheLastMoment(String policy, boolean inParts, boolean tagged) {
		AtomicInteger times = new AtomicInteger();
		this.server.set((exchange) -> {
			ServerHttpResponse response = InjectionFixture.html(exchange, "text/html");
			exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> {
				times.incrementAndGet();
				response.getHeaders().set("Content-Security-Policy", policy);
			}));
			byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
			return inParts ? response.writeWith(InjectionFixture.parts(response, page, 7))
					: response.writeWith(Mono.just(InjectionFixture.buffer(response, page)));
		});
		HttpResponse<byte[]> response = this.server.get("/");
		assertThat(InjectionFixture.text(response))
			.isEqualTo(tagged ? TAGGED.replace("></script>", " nonce=\"late\"></script>") : PAGE);
		assertThat(response.headers().firstValue("content-security-policy")).hasValue(policy);
		assertThat(times).hasValue(1);
	}

	@Test
	void aFailureAtTheLastMoment() {
		this.server.set((exchange) -> {
			ServerHttpResponse response = InjectionFixture.html(exchange, "text/html");
			response.beforeCommit(() -> Mono.error(new IllegalArgumentException("no session")));
			byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
			return response.writeWith(InjectionFixture.parts(response, page, 7));
		});
		assertThat(InjectionFixture.text(this.server.get("/"))).contains("no session");
	}

	@Test
	void anAnswerToAForm() {
		this.server.answer(StandardCharsets.UTF_8, "text/html", PAGE, true);
		assertThat(InjectionFixture.text(this.server.post("/")))
			.isEqualTo(TAGGED.replace("></script>", " data-holdfast=\"sent\"></script>"));
	}

	@ParameterizedTest
	@CsvSource({ "attachment; filename=report.html, false", "ATTACHMENT, false", "inline, true" })
	void aFileToKeep(String disposition, boolean tagged) {
		this.server.set((exchange) -> {
			ServerHttpResponse response = InjectionFixture.html(exchange, "text/html");
			response.getHeaders().set("Content-Disposition", disposition);
			return response
				.writeWith(Mono.just(InjectionFixture.buffer(response, PAGE.getBytes(StandardCharsets.UTF_8))));
		});
		assertThat(InjectionFixture.text(this.server.get("/"))).isEqualTo(tagged ? TAGGED : PAGE);
	}

	@Test
	void aHeadRequest() {
		this.server.answer(StandardCharsets.UTF_8, "text/html", PAGE, true);
		HttpResponse<byte[]> response = this.server.head("/");
		assertThat(response.body()).isEmpty();
		assertThat(response.headers().firstValueAsLong("content-length"))
			.hasValue(TAGGED.getBytes(StandardCharsets.UTF_8).length);
	}

	@Test
	void aHeadRequestThatIsAnsweredWithoutABody() {
		this.server.set((exchange) -> {
			ServerHttpResponse response = InjectionFixture.html(exchange, "text/html");
			response.getHeaders().setContentLength(4711);
			return response.setComplete();
		});
		assertThat(this.server.head("/").headers().firstValue("content-length")).isEmpty();
	}

	private void policy(String policy) {
		this.server.set((exchange) -> {
			ServerHttpResponse response = InjectionFixture.html(exchange, "text/html");
			response.getHeaders().set("Content-Security-Policy", policy);
			return response
				.writeWith(Mono.just(InjectionFixture.buffer(response, PAGE.getBytes(StandardCharsets.UTF_8))));
		});
	}

}
