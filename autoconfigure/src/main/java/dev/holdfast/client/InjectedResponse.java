package dev.holdfast.client;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A response that inserts the tag if it turns out to be an HTML document. Decides when
 * the body is about to be written, by the headers as they are then. What others do before
 * the response is committed is done before that, as it may set headers.
 * <p>
 * Thread-safe as far as a response is: only the actions may come on any thread, and they
 * are in a list that copies.
 */
final class InjectedResponse extends ServerHttpResponseDecorator {

	private static final int PARTIAL_CONTENT = 206;

	// In these an ASCII character is not the one byte that it is elsewhere
	private static final List<String> WIDE = List.of("UTF-16", "UTF-32", "UTF-7", "ISO-2022", "HZ-GB-2312");

	private final HttpMethod method;

	private final List<Supplier<? extends Mono<Void>>> actions = new CopyOnWriteArrayList<>();

	private final AtomicBoolean prepared = new AtomicBoolean();

	private volatile boolean lengthKnown;

	InjectedResponse(HttpMethod method, ServerHttpResponse response) {
		super(response);
		this.method = method;
	}

	@Override
	public void beforeCommit(Supplier<? extends Mono<Void>> action) {
		if (this.prepared.get()) {
			super.beforeCommit(action);
		}
		else {
			this.actions.add(action);
		}
	}

	private Mono<Void> prepare() {
		return Mono.defer(() -> this.prepared.compareAndSet(false, true)
				? Flux.fromIterable(this.actions).concatMap(Supplier::get).then() : Mono.empty());
	}

	@Override
	public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
		if (body instanceof Mono<? extends DataBuffer> whole) {
			return super.writeWith(Mono.from(whole)
				.flatMap((buffer) -> prepare().then(Mono.fromSupplier(() -> insertInto(buffer)))
					.doOnError((ex) -> DataBufferUtils.release(buffer))));
		}
		return super.writeWith(this.<DataBuffer>whenPrepared(body, (parts) -> {
			HtmlInsertion insertion = begin();
			return (insertion != null) ? insertInto(parts, insertion, true) : parts;
		}));
	}

	@Override
	public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
		return super.writeAndFlushWith(this.<Publisher<? extends DataBuffer>>whenPrepared(body, (parts) -> {
			HtmlInsertion insertion = begin();
			if (insertion == null) {
				return parts;
			}
			Flux<Publisher<? extends DataBuffer>> tagged = parts
				.map((part) -> insertInto(Flux.from(part), insertion, false));
			return tagged.concatWith(Mono.fromSupplier(() -> Flux.defer(() -> end(insertion))));
		}));
	}

	// Not before the first part: until then the answer may become another one
	private <T> Flux<T> whenPrepared(Publisher<? extends T> body, Function<Flux<T>, Flux<T>> then) {
		return Flux.<T>from(body)
			.switchOnFirst((first, parts) -> first.hasValue() ? prepare().thenMany(Flux.defer(() -> then.apply(parts)))
					: parts);
	}

	@Override
	public Mono<Void> setComplete() {
		return prepare().then(Mono.defer(() -> {
			if (HttpMethod.HEAD.equals(this.method) && !this.lengthKnown && tag() != null) {
				// What a GET request would get is longer
				getHeaders().remove(HttpHeaders.CONTENT_LENGTH);
			}
			return super.setComplete();
		}));
	}

	private DataBuffer insertInto(DataBuffer whole) {
		byte[] tag = tag();
		if (tag == null) {
			return whole;
		}
		this.lengthKnown = true;
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
		String tag = InjectedTag.of(headers.getOrEmpty("Content-Security-Policy"),
				!HttpMethod.GET.equals(this.method) && !HttpMethod.HEAD.equals(this.method));
		return (tag != null) ? tag.getBytes(StandardCharsets.US_ASCII) : null;
	}

	private static boolean isReadable(HttpHeaders headers) {
		String disposition = headers.getFirst(HttpHeaders.CONTENT_DISPOSITION);
		if (disposition != null && !disposition.toLowerCase(Locale.ROOT).startsWith("inline")) {
			return false;
		}
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
		if (charset == null) {
			return true;
		}
		String name = charset.name().toUpperCase(Locale.ROOT).replaceFirst("^X-", "");
		return WIDE.stream().noneMatch(name::startsWith);
	}

}
