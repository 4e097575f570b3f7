package dev.holdfast.client;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A response that inserts the tag if it turns out to be an HTML document. Decides when
 * the body is about to be written, by the headers as they are then.
 */
final class InjectedResponse extends ServerHttpResponseDecorator {

	private static final int PARTIAL_CONTENT = 206;

	// In these an ASCII character is not the one byte that it is elsewhere
	private static final Set<String> WIDE = Set.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE",
			"UTF-7", "ISO-2022-JP", "ISO-2022-KR", "HZ-GB-2312");

	private final HttpMethod method;

	InjectedResponse(ServerWebExchange exchange) {
		super(exchange.getResponse());
		this.method = exchange.getRequest().getMethod();
	}

	@Override
	public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
		if (body instanceof Mono<? extends DataBuffer> whole) {
			return super.writeWith(Mono.from(whole).map(this::insertInto));
		}
		return Mono.defer(() -> {
			HtmlInsertion insertion = begin();
			return super.writeWith((insertion != null) ? insertInto(Flux.from(body), insertion, true) : body);
		});
	}

	@Override
	public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
		return Mono.defer(() -> {
			HtmlInsertion insertion = begin();
			if (insertion == null) {
				return super.writeAndFlushWith(body);
			}
			Flux<Publisher<DataBuffer>> parts = Flux.from(body)
				.map((part) -> insertInto(Flux.from(part), insertion, false));
			return super.writeAndFlushWith(parts.concatWith(Mono.fromSupplier(() -> Flux.defer(() -> end(insertion)))));
		});
	}

	@Override
	public Mono<Void> setComplete() {
		return Mono.defer(() -> {
			if (HttpMethod.HEAD.equals(this.method) && tag() != null) {
				// What a GET request would get is longer
				getHeaders().remove(HttpHeaders.CONTENT_LENGTH);
			}
			return super.setComplete();
		});
	}

	private DataBuffer insertInto(DataBuffer whole) {
		byte[] tag = tag();
		if (tag == null) {
			return whole;
		}
		HtmlInsertion insertion = new HtmlInsertion(tag);
		byte[] content = read(whole);
		DataBuffer result = bufferFactory().join(List.of(wrap(insertion.next(content)), wrap(insertion.end())));
		if (getHeaders().containsHeader(HttpHeaders.CONTENT_LENGTH)) {
			getHeaders().setContentLength(result.readableByteCount());
		}
		return result;
	}

	private @Nullable HtmlInsertion begin() {
		byte[] tag = tag();
		if (tag == null) {
			return null;
		}
		getHeaders().remove(HttpHeaders.CONTENT_LENGTH);
		return new HtmlInsertion(tag);
	}

	private Flux<DataBuffer> insertInto(Flux<? extends DataBuffer> body, HtmlInsertion insertion, boolean last) {
		Flux<DataBuffer> parts = body
			.<DataBuffer>map((part) -> insertion.isInserted() ? part : wrap(insertion.next(read(part))))
			.filter((part) -> part.readableByteCount() > 0 || discard(part))
			.doOnDiscard(DataBuffer.class, DataBufferUtils::release);
		return last ? parts.concatWith(Flux.defer(() -> end(insertion))) : parts;
	}

	private static boolean discard(DataBuffer empty) {
		DataBufferUtils.release(empty);
		return false;
	}

	private Flux<DataBuffer> end(HtmlInsertion insertion) {
		byte[] left = insertion.end();
		return (left.length > 0) ? Flux.just(wrap(left)) : Flux.empty();
	}

	private static byte[] read(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

	private DataBuffer wrap(byte[] bytes) {
		return bufferFactory().wrap(bytes);
	}

	private byte @Nullable [] tag() {
		HttpStatusCode status = getStatusCode();
		HttpHeaders headers = getHeaders();
		if ((status != null && status.value() == PARTIAL_CONTENT) || !isReadable(headers)) {
			return null;
		}
		String tag = InjectedTag.of(headers.getOrEmpty("Content-Security-Policy"));
		return (tag != null) ? tag.getBytes(StandardCharsets.US_ASCII) : null;
	}

	private static boolean isReadable(HttpHeaders headers) {
		String encoding = headers.getFirst(HttpHeaders.CONTENT_ENCODING);
		if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
			return false;
		}
		try {
			MediaType type = headers.getContentType();
			return type != null && MediaType.TEXT_HTML.equalsTypeAndSubtype(type) && isPlain(type.getCharset());
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

	private static boolean isPlain(@Nullable Charset charset) {
		return charset == null || !WIDE.contains(charset.name().replace("x-", ""));
	}

}
