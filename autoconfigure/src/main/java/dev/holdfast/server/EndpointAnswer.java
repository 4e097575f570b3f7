package dev.holdfast.server;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.util.Assert;

import dev.holdfast.text.VisibleText;

/**
 * What an endpoint answers: a text, or a stream of events. Immutable.
 *
 * @since 0.1.0
 */
public final class EndpointAnswer {

	static final String TEXT = "text/plain;charset=UTF-8";

	private static final Pattern HEADER = Pattern.compile("[\\x20-\\x7e]*");

	private final int status;

	private final Map<String, String> headers;

	private final String text;

	private final @Nullable Publisher<byte[]> stream;

	private EndpointAnswer(int status, Map<String, String> headers, String text, @Nullable Publisher<byte[]> stream) {
		this.status = status;
		this.headers = headers;
		this.text = text;
		this.stream = stream;
	}

	/**
	 * Answer with a text.
	 * @param contentType the type of the text
	 * @param text the text, which goes in UTF-8
	 * @return the answer
	 */
	public static EndpointAnswer text(String contentType, String text) {
		return of(200, contentType, text);
	}

	/**
	 * Answer that it cannot be done now.
	 * @param reason why, for people
	 * @return the answer
	 */
	public static EndpointAnswer unavailable(String reason) {
		return of(503, TEXT, reason + "\n").with("Retry-After", "5");
	}

	/**
	 * Answer that a request is wrong.
	 * @param reason what is wrong with it, for people
	 * @return the answer
	 */
	public static EndpointAnswer wrong(String reason) {
		return of(400, TEXT, reason + "\n");
	}

	/**
	 * Answer with events, until they end, or the server or the permission does.
	 * @param events each of them as it is to be written
	 * @return the answer
	 */
	public static EndpointAnswer events(Publisher<byte[]> events) {
		// A proxy that compresses or collects them would keep them
		return new EndpointAnswer(200, Map.of("Content-Type", "text/event-stream;charset=UTF-8", "Cache-Control",
				"no-store, no-transform", "X-Accel-Buffering", "no"), "", events);
	}

	static EndpointAnswer of(int status, String contentType, String text) {
		return new EndpointAnswer(status, Map.of("Content-Type", contentType), text, null);
	}

	/**
	 * Return the answer with a header more.
	 * @param name the name of the header
	 * @param value the value of the header
	 * @return another answer
	 */
	public EndpointAnswer with(String name, String value) {
		Assert.isTrue(HEADER.matcher(value).matches(),
				() -> "The value of header '" + name + "' must be visible ASCII [" + VisibleText.of(value) + "]");
		Map<String, String> all = new TreeMap<>(this.headers);
		all.put(name, value);
		return new EndpointAnswer(this.status, all, this.text, this.stream);
	}

	int status() {
		return this.status;
	}

	Map<String, String> headers() {
		return this.headers;
	}

	byte[] content() {
		return this.text.getBytes(StandardCharsets.UTF_8);
	}

	@Nullable Publisher<byte[]> stream() {
		return this.stream;
	}

	@Override
	public String toString() {
		return this.status + " " + this.text;
	}

}
