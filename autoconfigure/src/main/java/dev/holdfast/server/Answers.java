package dev.holdfast.server;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.netty.http.server.HttpServerRequest;

import dev.holdfast.access.AccessGate;
import dev.holdfast.access.AccessVerdict;
import dev.holdfast.access.LocalTarget;
import dev.holdfast.restart.StartFailure;

/**
 * What the server itself answers when no generation can.
 */
final class Answers {

	private static final Log logger = LogFactory.getLog(Answers.class);

	/**
	 * Says what is the case, in every answer that is not the application's. It changes
	 * with what is the case, so a page need not be read to see that it is out of date.
	 */
	private static final String STATE = "Holdfast-State";

	private Answers() {
	}

	/**
	 * Make the answer that no generation can take a request now.
	 * @param request the request
	 * @param reason what is the case
	 * @param gate decides whether the client may see why the application did not start
	 * @return the answer
	 */
	static FullHttpResponse unavailable(HttpServerRequest request, ParkingException reason, AccessGate gate) {
		StartFailure failure = reason.failure();
		if (failure != null && !isAllowed(request, gate)) {
			failure = null;
		}
		boolean html = acceptsHtml(request);
		String body = html ? UnavailablePage.render(reason, failure, isRepeatable(request))
				: UnavailableProblem.render(reason, failure);
		byte[] content = body.getBytes(StandardCharsets.UTF_8);
		boolean head = HttpMethod.HEAD.equals(request.method());
		FullHttpResponse answer = answer(HttpResponseStatus.SERVICE_UNAVAILABLE,
				head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(content));
		answer.headers()
			.set(HttpHeaderNames.RETRY_AFTER, Math.max(1, reason.retryAfter().toSeconds()))
			.set(STATE, reason.state())
			.set("X-Content-Type-Options", "nosniff")
			.set("Cross-Origin-Resource-Policy", "same-origin")
			.set(HttpHeaderNames.CONTENT_TYPE, html ? "text/html;charset=UTF-8" : "application/problem+json")
			.set(HttpHeaderNames.CONTENT_LENGTH, content.length);
		if (html) {
			answer.headers()
				.set(HttpHeaderNames.CONTENT_SECURITY_POLICY, UnavailablePage.CONTENT_SECURITY_POLICY)
				.set("Referrer-Policy", "no-referrer");
		}
		return answer;
	}

	private static boolean isAllowed(HttpServerRequest request, AccessGate gate) {
		AccessVerdict verdict = gate.decide(AccessRequests.of(request));
		if (!verdict.isAllowed()) {
			logger.debug("A client is not told why the application did not start: " + verdict);
		}
		return verdict.isAllowed();
	}

	/**
	 * Make the answer to a request of a retired generation that is not to be sent again
	 * without the user's knowledge.
	 * @param request the request
	 * @return the answer
	 */
	static FullHttpResponse abandoned(HttpServerRequest request) {
		return unavailable(request, ParkingException.retired(), AccessGate.local());
	}

	private static boolean isRepeatable(HttpServerRequest request) {
		return HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
	}

	/**
	 * Make the answer that sends the client of a retired generation to the one that is
	 * live now: with the same request again, as only the client has its body.
	 * @param request the request
	 * @return the answer
	 */
	static FullHttpResponse retired(HttpServerRequest request) {
		String target = LocalTarget.of(request.uri());
		if (target == null) {
			return abandoned(request);
		}
		FullHttpResponse answer = answer(HttpResponseStatus.TEMPORARY_REDIRECT, Unpooled.EMPTY_BUFFER);
		answer.headers()
			.set(HttpHeaderNames.LOCATION, target)
			.set(HttpHeaderNames.VARY, "*")
			.set(HttpHeaderNames.CONTENT_LENGTH, 0);
		return answer;
	}

	private static FullHttpResponse answer(HttpResponseStatus status, ByteBuf content) {
		FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, content);
		answer.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store");
		return answer;
	}

	private static boolean acceptsHtml(HttpServerRequest request) {
		String accept = request.requestHeaders().get(HttpHeaderNames.ACCEPT, "");
		return accept.toLowerCase(Locale.ROOT).contains("text/html");
	}

}
