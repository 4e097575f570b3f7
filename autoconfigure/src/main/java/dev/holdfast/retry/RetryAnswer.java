package dev.holdfast.retry;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Writes what takes the place of an answer that a restart has spoilt.
 */
final class RetryAnswer {

	/**
	 * Tells whoever looks at the answer what happened.
	 */
	static final String HEADER = "X-Holdfast-Retry";

	private static final String CROSS_ORIGIN = "access-control-";

	private static final Duration COMMIT_LIMIT = Duration.ofSeconds(5);

	private final ServerHttpRequest request;

	private final ServerHttpResponse response;

	private final RetryServer server;

	private final Scheduler scheduler;

	RetryAnswer(ServerHttpRequest request, ServerHttpResponse response, RetryServer server, Scheduler scheduler) {
		this.request = request;
		this.response = response;
		this.server = server;
		this.scheduler = scheduler;
	}

	/**
	 * Send the client to the same place again, by the same method and with the same body.
	 * @param target path and query, or {@code null} if they cannot be sent back safely
	 * @param diagnosis what happened
	 * @return completes when it is written
	 */
	Mono<Void> again(@Nullable String target, String diagnosis) {
		if (target == null) {
			return unavailable(diagnosis, "The application restarted while it handled this request, "
					+ "whose target cannot be sent back safely. Send it again.");
		}
		return write(HttpStatus.TEMPORARY_REDIRECT, (headers) -> {
			headers.set(HttpHeaders.LOCATION, target);
			headers.set(HttpHeaders.VARY, "*");
			headers.set(HEADER, diagnosis);
			headers.setContentLength(0);
		}, null);
	}

	/**
	 * Tell the client that the application did not become stable in time.
	 * @param diagnosis what happened
	 * @param detail why
	 * @return completes when it is written
	 */
	Mono<Void> unavailable(String diagnosis, String detail) {
		HttpHeaders told = new HttpHeaders();
		byte[] body = this.server.unavailable(this.request, detail, told);
		return write(HttpStatus.SERVICE_UNAVAILABLE, (headers) -> {
			headers.putAll(told);
			headers.set(HttpHeaders.RETRY_AFTER, "1");
			headers.set(HEADER, diagnosis);
			headers.setContentLength(body.length);
		}, (this.request.getMethod() != HttpMethod.HEAD) ? body : null);
	}

	private Mono<Void> write(HttpStatus status, Consumer<HttpHeaders> headers, byte @Nullable [] body) {
		return Mono.defer(() -> {
			HttpHeaders crossOrigin = crossOriginHeaders();
			Runnable head = () -> {
				this.response.getHeaders().clear();
				this.response.getCookies().clear();
				this.response.setStatusCode(status);
				this.response.getHeaders().putAll(crossOrigin);
				this.response.getHeaders().setCacheControl("no-store");
				headers.accept(this.response.getHeaders());
			};
			return commit(head, body);
		});
	}

	private Mono<Void> commit(Runnable head, byte @Nullable [] body) {
		Mono<Void> commit = Mono.defer(() -> {
			head.run();
			return (body != null) ? this.response.writeWith(Mono.fromSupplier(() -> buffer(body)))
					: this.response.setComplete();
		});
		// The application may have registered actions of its own, a session to be saved
		// for example. Whether they change the head or fail does not matter. If they
		// never end, or break out of the commit, only the connection can be ended.
		this.response.beforeCommit(() -> Mono.fromRunnable(head));
		return signalling(commit.onErrorResume((ex) -> !this.response.isCommitted(), (ex) -> commit))
			.timeout(COMMIT_LIMIT, this.scheduler);
	}

	// Reactor throws linkage errors past whoever waits for a signal
	private static Mono<Void> signalling(Mono<Void> commit) {
		return Mono.create((sink) -> {
			try {
				sink.onDispose(commit.contextWrite(sink.contextView()).subscribe(null, sink::error, sink::success));
			}
			catch (LinkageError ex) {
				sink.error(ex);
			}
		});
	}

	// Without these a browser shows nothing of the answer to a page of another origin
	private HttpHeaders crossOriginHeaders() {
		HttpHeaders kept = new HttpHeaders();
		this.response.getHeaders().forEach((name, values) -> {
			if (name.toLowerCase(Locale.ROOT).startsWith(CROSS_ORIGIN)) {
				kept.addAll(name, values);
			}
		});
		return kept;
	}

	private DataBuffer buffer(byte[] body) {
		return this.response.bufferFactory().wrap(body);
	}

	static String diagnosis(int from, int to, @Nullable Throwable cause) {
		return "generation=%d, current=%d, cause=%s".formatted(from, to, (cause != null) ? nameOf(cause) : "retired");
	}

	static String ended(int generation, Throwable cause) {
		return "ended, generation=%d, cause=%s".formatted(generation, nameOf(cause));
	}

	private static String nameOf(Throwable cause) {
		return cause.getClass().getName().replaceAll("[^!-~]", "?");
	}

}
