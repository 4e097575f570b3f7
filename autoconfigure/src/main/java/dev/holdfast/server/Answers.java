package dev.holdfast.server;

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
		UnavailableAnswer unavailable = UnavailableAnswer.of(request.method().name(),
				request.requestHeaders().get(HttpHeaderNames.ACCEPT, ""), reason, failure);
		boolean head = HttpMethod.HEAD.equals(request.method());
		FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1,
				HttpResponseStatus.SERVICE_UNAVAILABLE,
				head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(unavailable.body()));
		unavailable.headers().forEach(answer.headers()::set);
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
		FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1,
				HttpResponseStatus.TEMPORARY_REDIRECT, Unpooled.EMPTY_BUFFER);
		answer.headers()
			.set(HttpHeaderNames.LOCATION, target)
			.set(HttpHeaderNames.CACHE_CONTROL, "no-store")
			.set(HttpHeaderNames.VARY, "*")
			.set(HttpHeaderNames.CONTENT_LENGTH, 0);
		return answer;
	}

}
