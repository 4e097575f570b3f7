package dev.holdfast.sample.harness;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * An answer, as {@link RawHttp} has read it.
 *
 * @param status the status code
 * @param headers headers by their names in lower case
 * @param body the whole body, without its transfer encoding
 */
public record RawResponse(int status, Map<String, String> headers, byte[] body) {

	/**
	 * The body as text.
	 * @return the decoded body
	 */
	public String text() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

	/**
	 * One of the headers.
	 * @param name the name in lower case
	 * @return its value
	 */
	public Optional<String> header(String name) {
		return Optional.ofNullable(this.headers.get(name));
	}

	boolean endsConnection() {
		return header("connection").filter("close"::equalsIgnoreCase).isPresent()
				|| !(this.headers.containsKey("content-length") || this.headers.containsKey("transfer-encoding"));
	}

	@Override
	public String toString() {
		return this.status + " " + this.headers + "\n" + text();
	}

}
