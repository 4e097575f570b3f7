package dev.holdfast.server;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.springframework.web.util.HtmlUtils;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/**
 * What the server itself answers when no generation can.
 */
final class Answers {

	private static final String HTML = """
			<!DOCTYPE html>
			<html lang="en">
			<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%1$s</title>
			<style>:root{color-scheme:light dark}body{font:1rem/1.5 system-ui;margin:4rem auto;max-width:40rem;padding:0 1rem}</style>
			</head>
			<body><h1>%1$s</h1><p>%2$s</p></body>
			</html>
			""";

	private static final String PROBLEM = """
			{"type":"about:blank","title":"%s","status":503,"detail":"%s"}
			""";

	private Answers() {
	}

	/**
	 * Answer that no generation can take the request now.
	 * @param exchange the exchange
	 * @param title what is the case, without quotes or control characters
	 * @param detail why and what to do, likewise
	 * @param retryAfter when it is worth while to try again
	 * @return completes when the answer is written
	 */
	static Mono<Void> unavailable(Exchange exchange, String title, String detail, Duration retryAfter) {
		boolean html = acceptsHtml(exchange);
		String body = html ? HTML.formatted(HtmlUtils.htmlEscape(title), HtmlUtils.htmlEscape(detail))
				: PROBLEM.formatted(title, detail);
		byte[] content = body.getBytes(StandardCharsets.UTF_8);
		HttpServerResponse response = exchange.response()
			.status(HttpResponseStatus.SERVICE_UNAVAILABLE)
			.header(HttpHeaderNames.RETRY_AFTER, String.valueOf(Math.max(1, retryAfter.toSeconds())))
			.header(HttpHeaderNames.CACHE_CONTROL, "no-store")
			.header(HttpHeaderNames.CONTENT_TYPE, html ? "text/html;charset=UTF-8" : "application/problem+json")
			.header(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(content.length));
		if (HttpMethod.HEAD.equals(exchange.request().method())) {
			return response.send();
		}
		return response.sendByteArray(Mono.just(content)).then();
	}

	/**
	 * Send the client of a retired generation to the one that is live now: the same
	 * request again, as only the client has its body.
	 * @param exchange the exchange
	 * @return completes when the answer is written
	 */
	static Mono<Void> retired(Exchange exchange) {
		String target = exchange.request().uri();
		if (!isLocal(target)) {
			return unavailable(exchange, "The application has restarted",
					"It restarted while it handled this request. Send it again.", Duration.ofSeconds(1));
		}
		return exchange.response()
			.status(HttpResponseStatus.TEMPORARY_REDIRECT)
			.header(HttpHeaderNames.LOCATION, target)
			.header(HttpHeaderNames.CACHE_CONTROL, "no-store")
			.header(HttpHeaderNames.VARY, "*")
			.header(HttpHeaderNames.CONTENT_LENGTH, "0")
			.send();
	}

	/**
	 * Return whether a request target can be sent back as a redirect that stays on this
	 * server. Browsers take {@code //} and {@code /\} for another host.
	 * @param target the target, as it came
	 * @return whether it is a path of this server
	 */
	static boolean isLocal(String target) {
		return target.startsWith("/") && !target.startsWith("//") && !target.startsWith("/\\")
				&& target.chars().allMatch((character) -> character > ' ' && character < 0x7f);
	}

	private static boolean acceptsHtml(Exchange exchange) {
		String accept = exchange.request().requestHeaders().get(HttpHeaderNames.ACCEPT, "");
		return accept.contains("text/html");
	}

}
