package dev.holdfast.retry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.WebHandler;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;

import dev.holdfast.restart.GenerationsFixture;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Attacks of the security table, over sockets, on requests that are always sent back.
 */
class RetrySecurityTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private DisposableServer server;

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.disposeNow(LIMIT);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "//evil.test/x", "///e", "/\\e", "\\\\e", "/%5Ce", "/%09/e", "/;/e", "/.//evil.test",
			"http://evil.test/x", "http://evil.test//evil.test", "http://evil.test", "//evil.test:80\\@h/",
			"/%2F/evil" })
	void row1LocationNeverLeavesTheSite(String target) throws IOException {
		start(Forwarding.NONE);
		String answer = send(target);
		String location = header(answer, "location");
		if (location != null) {
			assertThat(status(answer)).isEqualTo(307);
			assertThat(location).matches("/(?![/\\\\])[!-~&&[^\\\\]]*");
		}
		else {
			assertThat(status(answer)).isIn(400, 503);
		}
	}

	static Stream<String> forgedHeaders() {
		return Stream.of("Host: evil.test", "X-Forwarded-Host: evil.test", "X-Forwarded-Proto: https",
				"X-Forwarded-Port: 1", "X-Forwarded-Prefix: //evil.test", "X-Forwarded-Prefix: /other",
				"X-Forwarded-Ssl: on", "Forwarded: host=evil.test;proto=https;for=1.2.3.4", "X-Forwarded-For: 1.2.3.4",
				"X-Original-URL: //evil.test", "X-Rewrite-URL: //evil.test");
	}

	@ParameterizedTest
	@MethodSource("forgedHeaders")
	void row2LocationDoesNotChangeWithForgedHeaders(String header) throws IOException {
		for (Forwarding forwarding : Forwarding.values()) {
			start(forwarding);
			assertThat(header(send("/a?b=c", header), "location")).as(forwarding.name()).isEqualTo("/a?b=c");
			stop();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/a%0d%0aSet-Cookie:x=y", "/a?b=%0D%0ASet-Cookie:x=y", "/a%00%0a", "/a\u0000b",
			"/a\u00c4\rb", "/a\u00e0\u00a8\u008db", "/a?b=%E5%98%8A%E5%98%8DSet-Cookie:x=y" })
	void row3NothingBecomesAnotherHeader(String target) throws IOException {
		start(Forwarding.NONE);
		String answer = send(target);
		assertThat(header(answer, "set-cookie")).isNull();
		String head = answer.substring(0, answer.indexOf("\r\n\r\n"));
		assertThat(head.replace("\r\n", "")).doesNotContain("\r", "\n");
	}

	@ParameterizedTest
	@EnumSource(Forwarding.class)
	void row4RedirectsKeepMethodAndBodyAndHaveNoHost(Forwarding forwarding) throws IOException {
		start(forwarding);
		String answer = send("/login?x=1", "Authorization: Basic c2VjcmV0", "Cookie: SESSION=secret");
		assertThat(status(answer)).isEqualTo(307);
		assertThat(header(answer, "location")).isEqualTo("/login?x=1");
		assertThat(answer).doesNotContain("c2VjcmV0", "SESSION", "127.0.0.1");
	}

	@Test
	void row15WhatIsKeptOfClientsIsBounded() {
		int clients = 10_000;
		RetryFixture fixture = new RetryFixture(RetryFixture.SETTINGS, (failure) -> StaleErrorClassifier.Verdict.STALE);
		for (int client = 0; client < clients; client++) {
			fixture.fail(RetryFixture.get("/" + client), new IllegalStateException());
		}
		assertThat(fixture.counts.getRetried()).isEqualTo(clients);
		assertThat(fixture.attempts.size()).isEqualTo(1000);
		assertThat(fixture.filter.openCount()).isZero();
	}

	private void start(Forwarding forwarding) {
		GenerationsFixture generations = new GenerationsFixture(Schedulers.parallel());
		RetrySettings settings = new RetrySettings(Duration.ZERO, LIMIT, 1000, RetryBackoff.NONE, Duration.ZERO,
				Set.of(), 1000);
		RetryFilter filter = new RetryFilter(generations.generations(), settings,
				List.of((failure) -> StaleErrorClassifier.Verdict.STALE),
				(request) -> ((HttpServerRequest) ServerHttpRequestDecorator.getNativeRequest(request)).uri(),
				new RetryAttempts(1000, LIMIT, System::nanoTime), new RetryCounts(), Schedulers.parallel());
		WebHandler failing = (exchange) -> Mono.error(new IllegalStateException("spoilt"));
		WebHttpHandlerBuilder builder = WebHttpHandlerBuilder.webHandler(failing).filter(filter);
		if (forwarding == Forwarding.FRAMEWORK) {
			builder.forwardedHeaderTransformer(new ForwardedHeaderTransformer());
		}
		this.server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.forwarded(forwarding == Forwarding.NATIVE)
			.handle(new ReactorHttpHandlerAdapter(builder.build()))
			.bindNow(LIMIT);
	}

	private String send(String target, String... headers) throws IOException {
		boolean host = Stream.of(headers).anyMatch((header) -> header.startsWith("Host:"));
		String request = "POST " + target + " HTTP/1.1\r\n" + (host ? "" : "Host: 127.0.0.1\r\n")
				+ String.join("", Stream.of(headers).map((header) -> header + "\r\n").toList())
				+ "Connection: close\r\nContent-Length: 2\r\n\r\nhi";
		try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), this.server.port())) {
			socket.setSoTimeout((int) LIMIT.toMillis());
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
		}
	}

	private static int status(String answer) {
		return Integer.parseInt(answer.split(" ")[1]);
	}

	private static String header(String answer, String name) {
		return answer.lines()
			.takeWhile((line) -> !line.isEmpty())
			.filter((line) -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
			.map((line) -> line.substring(name.length() + 1).trim())
			.findFirst()
			.orElse(null);
	}

	private enum Forwarding {

		NONE, NATIVE, FRAMEWORK

	}

}
