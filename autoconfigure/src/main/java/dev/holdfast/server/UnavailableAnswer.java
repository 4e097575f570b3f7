package dev.holdfast.server;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.holdfast.restart.StartFailure;

/**
 * What a client is told while no generation can answer it: a page for people, problem
 * details for programs. How it is sent is up to who sends it, as a {@code 503}.
 *
 * @param headers the headers, the length of the body among them
 * @param body the body
 * @since 0.1.0
 */
public record UnavailableAnswer(Map<String, String> headers, byte[] body) {

	/**
	 * Says what is the case, in every answer that is not the application's. It changes
	 * with what is the case, so a page need not be read to see that it is out of date.
	 */
	static final String STATE = "Holdfast-State";

	/**
	 * Make the answer that a restart takes too long.
	 * @param method the method of the request
	 * @param accept its header {@code Accept}, or an empty text
	 * @param detail what is the case, in full sentences, for anybody's eyes
	 * @return the answer
	 */
	public static UnavailableAnswer restarting(String method, String accept, String detail) {
		return of(method, accept, ParkingException.restarting(detail), null);
	}

	static UnavailableAnswer of(String method, String accept, ParkingException reason, @Nullable StartFailure failure) {
		boolean html = accept.toLowerCase(Locale.ROOT).contains("text/html");
		String text = html ? UnavailablePage.render(reason, failure, isRepeatable(method))
				: UnavailableProblem.render(reason, failure);
		byte[] body = text.getBytes(StandardCharsets.UTF_8);
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("cache-control", "no-store");
		headers.put("retry-after", String.valueOf(Math.max(1, reason.retryAfter().toSeconds())));
		headers.put(STATE, reason.state());
		headers.put("X-Content-Type-Options", "nosniff");
		headers.put("Cross-Origin-Resource-Policy", "same-origin");
		headers.put("content-type", html ? "text/html;charset=UTF-8" : "application/problem+json");
		headers.put("content-length", String.valueOf(body.length));
		if (html) {
			headers.put("content-security-policy", UnavailablePage.CONTENT_SECURITY_POLICY);
			headers.put("Referrer-Policy", "no-referrer");
		}
		return new UnavailableAnswer(Collections.unmodifiableMap(headers), body);
	}

	private static boolean isRepeatable(String method) {
		return method.equals("GET") || method.equals("HEAD");
	}

}
