package dev.holdfast.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Writes what an endpoint answers.
 *
 * @param exchange the exchange that is answered
 * @param end completes when a stream is to end
 */
record EndpointWriter(Exchange exchange, Sinks.Empty<Void> end) {

	Mono<Void> write(EndpointAnswer answer) {
		Publisher<byte[]> stream = answer.stream();
		boolean head = this.exchange.request().method().name().equals("HEAD");
		if (stream == null || head) {
			return writeWhole(answer, head);
		}
		HttpServerResponse response = this.exchange.response();
		setHeaders(response.responseHeaders(), answer);
		Flux<ByteBuf> parts = Flux.from(stream).takeUntilOther(this.end.asMono()).map(Unpooled::wrappedBuffer);
		return response.send(parts, (part) -> true).then();
	}

	private Mono<Void> writeWhole(EndpointAnswer answer, boolean head) {
		byte[] content = answer.content();
		FullHttpResponse whole = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1,
				HttpResponseStatus.valueOf(answer.status()),
				head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(content));
		setHeaders(whole.headers(), answer);
		if (answer.stream() == null) {
			whole.headers().set(HttpHeaderNames.CONTENT_LENGTH, content.length);
		}
		return this.exchange.finish(whole);
	}

	private static void setHeaders(HttpHeaders headers, EndpointAnswer answer) {
		headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store")
			.set("X-Content-Type-Options", "nosniff")
			.set("Cross-Origin-Resource-Policy", "same-origin")
			.set("Referrer-Policy", "no-referrer");
		answer.headers().forEach(headers::set);
	}

}
