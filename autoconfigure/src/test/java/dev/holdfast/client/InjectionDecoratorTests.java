package dev.holdfast.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Documents of all kinds, over a real server: byte for byte what the application wrote,
 * apart from the tag.
 */
class InjectionDecoratorTests {

	static final String TAG = "<script type=\"module\" src=\"/_holdfast/client.js\"></script>";

	static final String PAGE = "<!DOCTYPE html><html><head><title>\u00e4</title></head><body>\u00f6</body></html>";

	static final String TAGGED = PAGE.replace("</head>", TAG + "</head>");

	private final InjectionFixture server = new InjectionFixture();

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void aWholeDocumentWithItsLength() {
		this.server.answer(StandardCharsets.UTF_8, "text/html;charset=UTF-8", PAGE, true);
		HttpResponse<byte[]> response = this.server.get("/");
		assertThat(InjectionFixture.text(response)).isEqualTo(TAGGED);
		assertThat(response.headers().firstValueAsLong("content-length"))
			.hasValue(TAGGED.getBytes(StandardCharsets.UTF_8).length);
	}

	@Test
	void aWholeDocumentWithoutALength() {
		this.server.answer(StandardCharsets.UTF_8, "text/html", PAGE, false);
		assertThat(InjectionFixture.text(this.server.get("/"))).isEqualTo(TAGGED);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 7, 40, 1000 })
	void aDocumentInParts(int size) {
		this.server.set((exchange) -> {
			ServerHttpResponse response = InjectionFixture.html(exchange, "text/html;charset=UTF-8");
			response.getHeaders().setContentLength(PAGE.getBytes(StandardCharsets.UTF_8).length);
			return response.writeWith(InjectionFixture.parts(response, PAGE.getBytes(StandardCharsets.UTF_8), size));
		});
		assertThat(InjectionFixture.text(this.server.get("/"))).isEqualTo(TAGGED);
	}

	@ParameterizedTest
	@CsvSource({ "ISO-8859-1", "windows-1252", "UTF-8", "Shift_JIS", "GBK", "EUC-KR" })
	void aDocumentInAnotherCharset(String charset) {
		String page = PAGE.replace("\u00e4", "\u3042").replace("\u00f6", "a");
		this.server.answer(Charset.forName(charset), "text/html;charset=" + charset, page, true);
		byte[] expected = page.replace("</head>", TAG + "</head>").getBytes(Charset.forName(charset));
		assertThat(this.server.get("/").body()).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "ISO-2022-JP", "ISO-2022-JP-2", "x-UTF-16LE-BOM",
			"X-UTF-32BE-BOM" })
	void aDocumentInACharsetThatIsNotLikeAscii(String charset) {
		this.server.answer(Charset.forName(charset), "text/html;charset=" + charset, PAGE, true);
		assertThat(this.server.get("/").body()).isEqualTo(PAGE.getBytes(Charset.forName(charset)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "<div>fragment</div>", "", "text" })
	void aFragment(String fragment) {
		this.server.answer(StandardCharsets.UTF_8, "text/html", fragment, true);
		assertThat(InjectionFixture.text(this.server.get("/"))).isEqualTo(fragment);
	}

	@Test
	void aDocumentWithoutAHead() {
		this.server.answer(StandardCharsets.UTF_8, "text/html", "<!doctype html><p>a", true);
		assertThat(InjectionFixture.text(this.server.get("/"))).isEqualTo("<!doctype html><p>a" + TAG);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "application/json", "text/plain", "application/xhtml+xml", "text/css", "image/svg+xml", "" })
	void anotherType(String type) {
		this.server.answer(StandardCharsets.UTF_8, type, PAGE, true);
		assertThat(InjectionFixture.text(this.server.get("/"))).isEqualTo(PAGE);
	}

	@ParameterizedTest
	@CsvSource({ "304", "204" })
	void anAnswerWithoutABody(int status) {
		this.server.set((exchange) -> {
			ServerHttpResponse response = InjectionFixture.html(exchange, "text/html");
			response.setStatusCode(HttpStatus.valueOf(status));
			response.getHeaders().setETag("\"a\"");
			return response.setComplete();
		});
		HttpResponse<byte[]> response = this.server.get("/");
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.body()).isEmpty();
		assertThat(response.headers().firstValue("etag")).hasValue("\"a\"");
	}

	@Test
	void aPartOfAFile() {
		this.server.set((exchange) -> {
			ServerHttpResponse response = InjectionFixture.html(exchange, "text/html");
			response.setStatusCode(HttpStatus.PARTIAL_CONTENT);
			return response
				.writeWith(Mono.just(InjectionFixture.buffer(response, PAGE.getBytes(StandardCharsets.UTF_8))));
		});
		assertThat(InjectionFixture.text(this.server.get("/"))).isEqualTo(PAGE);
	}

	@Test
	void anErrorPage() {
		this.server.set((exchange) -> {
			ServerHttpResponse response = InjectionFixture.html(exchange, "text/html");
			response.setStatusCode(HttpStatus.INTERNAL_SERVER_ERROR);
			return response.writeWith(Mono
				.just(InjectionFixture.buffer(response, "<html><body><h1>Error</h1></body></html>".getBytes())));
		});
		HttpResponse<byte[]> response = this.server.get("/");
		assertThat(response.statusCode()).isEqualTo(500);
		assertThat(InjectionFixture.text(response)).isEqualTo("<html>" + TAG + "<body><h1>Error</h1></body></html>");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void thePageOfAnExceptionHandler(boolean late) {
		IllegalArgumentException failure = new IllegalArgumentException("no such order");
		this.server.set((exchange) -> late ? InjectionFixture.html(exchange, "text/html").writeWith(Flux.error(failure))
				: Mono.error(failure));
		HttpResponse<byte[]> response = this.server.get("/");
		assertThat(response.statusCode()).isEqualTo(500);
		assertThat(InjectionFixture.text(response)).isEqualTo("<html>" + TAG + "<body>no such order");
	}

	@Test
	void anErrorBeforeTheFirstByte() {
		this.server.set((exchange) -> InjectionFixture.html(exchange, "text/html")
			.writeWith(Flux.error(new IllegalStateException("no template"))));
		assertThat(this.server.get("/").statusCode()).isEqualTo(500);
	}

	@Test
	void aStreamThatIsFlushed() throws Exception {
		Sinks.Many<String> body = Sinks.many().unicast().onBackpressureBuffer();
		this.server.set((exchange) -> {
			ServerHttpResponse response = InjectionFixture.html(exchange, "text/html");
			return response.writeAndFlushWith(body.asFlux()
				.map((part) -> Mono.just(InjectionFixture.buffer(response, part.getBytes(StandardCharsets.UTF_8)))));
		});
		StringBuffer received = new StringBuffer();
		CountDownLatch first = new CountDownLatch(1);
		CountDownLatch all = new CountDownLatch(1);
		this.server.stream("/").thenAccept((response) -> {
			try {
				for (int next = response.body().read(); next >= 0; next = response.body().read()) {
					received.append((char) next);
					if (received.length() < 1000 && received.toString().endsWith("first")) {
						first.countDown();
					}
				}
				all.countDown();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
		body.tryEmitNext("<html><head></he").orThrow();
		body.tryEmitNext("ad><body>first").orThrow();
		assertThat(first.await(InjectionFixture.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		String rest = "x".repeat(10_000);
		for (int i = 0; i < 100; i++) {
			body.tryEmitNext(rest).orThrow();
		}
		body.tryEmitComplete().orThrow();
		assertThat(all.await(InjectionFixture.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(received.toString()).isEqualTo("<html><head>" + TAG + "</head><body>first" + rest.repeat(100));
	}

}
