package dev.holdfast.server;

import java.nio.charset.StandardCharsets;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerRequest;

import dev.holdfast.access.AccessRefusals;
import dev.holdfast.access.AccessRequest;
import dev.holdfast.access.AccessVerdict;

/**
 * All that is served under {@code /_holdfast}, behind one gate. There is no other way to
 * an endpoint than the path exactly as it is written, so there is no other spelling of it
 * that gets past the gate.
 * <p>
 * Thread-safe: one volatile field, which is read once for a request, and written under
 * the monitor of this object.
 */
final class ServerEndpoints {

	static final String ROOT = "/_holdfast";

	private static final Log logger = LogFactory.getLog(ServerEndpoints.class);

	private static final Set<String> READING = Set.of("GET", "HEAD");

	private static final Set<String> ACTING = Set.of("POST");

	private static final int MAX_BODY = 16 * 1024;

	private final AccessRefusals refusals = new AccessRefusals();

	private volatile @Nullable Serving serving;

	/**
	 * Serve something in place of what was served before. Streams go on unless they have
	 * been ended, or other requests are let in.
	 * @param next what is served
	 */
	synchronized void use(Serving next) {
		Serving before = this.serving;
		Serving now = next.after(before);
		this.serving = now;
		if (before != null && before.end() != now.end()) {
			before.end().tryEmitEmpty();
		}
	}

	/**
	 * End all streams. Those to come are not affected.
	 */
	synchronized void endStreams() {
		Serving before = this.serving;
		if (before != null) {
			this.serving = before.withOtherStreams();
			before.end().tryEmitEmpty();
		}
	}

	/**
	 * Serve nothing any more, and end all streams, which would hold up the end of the
	 * server.
	 */
	synchronized void close() {
		Serving before = this.serving;
		this.serving = null;
		if (before != null) {
			before.end().tryEmitEmpty();
		}
	}

	static boolean isOurs(String path) {
		return path.startsWith(ROOT) && (path.length() == ROOT.length() || path.charAt(ROOT.length()) == '/');
	}

	/**
	 * Answer a request if it is for what is served here.
	 * @param exchange the exchange
	 * @return completes when it is answered; or {@code null} if it is the application's
	 */
	@Nullable Mono<Void> answer(Exchange exchange) {
		Serving now = this.serving;
		String uri = exchange.request().uri();
		if (now == null || now.endpoints().isEmpty() || !uri.startsWith(ROOT)) {
			return null;
		}
		String path = pathOf(uri);
		return isOurs(path) ? answer(exchange, now, now.endpoints().get(path)) : null;
	}

	private static String pathOf(String uri) {
		for (int i = ROOT.length(); i < uri.length(); i++) {
			if (uri.charAt(i) == '?' || uri.charAt(i) == '#') {
				return uri.substring(0, i);
			}
		}
		return uri;
	}

	private Mono<Void> answer(Exchange exchange, Serving now, @Nullable ServerEndpoint endpoint) {
		HttpServerRequest request = exchange.request();
		AccessVerdict verdict = decide(request, now, endpoint);
		EndpointWriter writer = new EndpointWriter(exchange, now.end());
		if (!verdict.isAllowed()) {
			return writer.write(refusal(verdict));
		}
		if (endpoint == null) {
			return writer.write(text(404, "Nothing is here."));
		}
		Set<String> methods = endpoint.isAction() ? ACTING : READING;
		if (!methods.contains(request.method().name())) {
			return writer.write(text(405, "This method has no meaning here.").with("Allow",
					endpoint.isAction() ? "POST" : "GET, HEAD"));
		}
		return answer(endpoint, request).publishOn(Schedulers.fromExecutor(exchange.channel().eventLoop()))
			.flatMap(writer::write);
	}

	private AccessVerdict decide(HttpServerRequest request, Serving now, @Nullable ServerEndpoint endpoint) {
		AccessRequest asking = AccessRequests.of(request);
		AccessVerdict verdict = now.gate().decide(asking);
		boolean acting = endpoint != null && endpoint.isAction() && request.method().name().equals("POST");
		if (verdict.isAllowed() && acting) {
			verdict = now.token().decide(request.requestHeaders()::getAll);
		}
		if (!verdict.isAllowed()) {
			this.refusals.tell(verdict, asking);
		}
		return verdict;
	}

	private static EndpointAnswer refusal(AccessVerdict verdict) {
		int status = switch (verdict) {
			case MALFORMED -> 400;
			case NOT_JSON -> 415;
			default -> 403;
		};
		return text(status, "Refused. The log of the application says why.");
	}

	private static EndpointAnswer text(int status, String text) {
		return EndpointAnswer.of(status, EndpointAnswer.TEXT, text + "\n");
	}

	private static Mono<EndpointAnswer> answer(ServerEndpoint endpoint, HttpServerRequest request) {
		if (!endpoint.isAction()) {
			return answer(endpoint, request, "");
		}
		Flux<DataBuffer> parts = request.receive().asByteArray().map(DefaultDataBufferFactory.sharedInstance::wrap);
		return DataBufferUtils.join(parts, MAX_BODY)
			.map((body) -> body.toString(StandardCharsets.UTF_8))
			.defaultIfEmpty("")
			.flatMap((body) -> answer(endpoint, request, body))
			.onErrorReturn(DataBufferLimitException.class, text(413, "The body is too long."));
	}

	private static Mono<EndpointAnswer> answer(ServerEndpoint endpoint, HttpServerRequest request, String body) {
		return Mono.defer(() -> {
			try {
				return endpoint.answer(new EndpointRequest(request.requestHeaders()::get, body));
			}
			catch (LinkageError ex) {
				// Reactor takes those for the end of the JVM
				return Mono.error(new IllegalStateException(ex));
			}
		}).onErrorResume((ex) -> {
			logger.error("No answer at " + endpoint.path(), ex);
			return Mono.just(text(500, "There is no answer. The log of the application says why."));
		});
	}

}
