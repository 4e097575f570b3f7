package dev.holdfast.server;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.springframework.web.util.HtmlUtils;
import reactor.netty.http.server.HttpServerRequest;

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
	 * Make the answer that no generation can take a request now.
	 * @param request the request
	 * @param title what is the case, without quotes or control characters
	 * @param detail why and what to do, likewise
	 * @param retryAfter when it is worth while to try again
	 * @return the answer
	 */
	static FullHttpResponse unavailable(HttpServerRequest request, String title, String detail, Duration retryAfter) {
		boolean html = acceptsHtml(request);
		String body = html ? HTML.formatted(HtmlUtils.htmlEscape(title), HtmlUtils.htmlEscape(detail))
				: PROBLEM.formatted(title, detail);
		byte[] content = body.getBytes(StandardCharsets.UTF_8);
		boolean head = HttpMethod.HEAD.equals(request.method());
		FullHttpResponse answer = answer(HttpResponseStatus.SERVICE_UNAVAILABLE,
				head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(content));
		answer.headers()
			.set(HttpHeaderNames.RETRY_AFTER, Math.max(1, retryAfter.toSeconds()))
			.set(HttpHeaderNames.CONTENT_TYPE, html ? "text/html;charset=UTF-8" : "application/problem+json")
			.set(HttpHeaderNames.CONTENT_LENGTH, content.length);
		return answer;
	}

	/**
	 * Make the answer that sends the client of a retired generation to the one that is
	 * live now: with the same request again, as only the client has its body.
	 * @param request the request
	 * @return the answer
	 */
	static FullHttpResponse retired(HttpServerRequest request) {
		String target = request.uri();
		if (!isLocal(target)) {
			return unavailable(request, "The application has restarted",
					"It restarted while it handled this request. Send it again.", Duration.ofSeconds(1));
		}
		FullHttpResponse answer = answer(HttpResponseStatus.TEMPORARY_REDIRECT, Unpooled.EMPTY_BUFFER);
		answer.headers().set(HttpHeaderNames.LOCATION, target).set(HttpHeaderNames.CONTENT_LENGTH, 0);
		return answer;
	}

	private static FullHttpResponse answer(HttpResponseStatus status, ByteBuf content) {
		FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, content);
		answer.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store");
		return answer;
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

	private static boolean acceptsHtml(HttpServerRequest request) {
		String accept = request.requestHeaders().get(HttpHeaderNames.ACCEPT, "");
		return accept.contains("text/html");
	}

}
