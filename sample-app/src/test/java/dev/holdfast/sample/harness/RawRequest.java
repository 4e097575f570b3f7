package dev.holdfast.sample.harness;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A request for {@link RawHttp}.
 *
 * @param method the method
 * @param path path and query
 * @param headers headers beside those of the body; {@code Host} is that of the server
 * unless it is here
 * @param body the body, or null for none
 * @param chunked whether the body goes in chunks instead of with a length
 */
public record RawRequest(String method, String path, Map<String, String> headers, byte[] body, boolean chunked) {

	private static final int CHUNK = 1024;

	/**
	 * A {@code GET} request.
	 * @param path path and query
	 * @return the request
	 */
	public static RawRequest get(String path) {
		return new RawRequest("GET", path, Map.of(), null, false);
	}

	/**
	 * A {@code HEAD} request.
	 * @param path path and query
	 * @return the request
	 */
	public static RawRequest headOf(String path) {
		return new RawRequest("HEAD", path, Map.of(), null, false);
	}

	/**
	 * A {@code POST} request.
	 * @param path path and query
	 * @param body the body, of length 0 for an empty one
	 * @return the request
	 */
	public static RawRequest post(String path, byte... body) {
		return new RawRequest("POST", path, Map.of(), body, false);
	}

	/**
	 * The same request with one header more.
	 * @param name name of the header
	 * @param value value of the header
	 * @return a new request
	 */
	public RawRequest header(String name, String value) {
		Map<String, String> all = new LinkedHashMap<>(this.headers);
		all.put(name, value);
		return new RawRequest(this.method, this.path, all, this.body, this.chunked);
	}

	/**
	 * The same request with its body in chunks.
	 * @return a new request
	 */
	public RawRequest inChunks() {
		return new RawRequest(this.method, this.path, this.headers, this.body, true);
	}

	/**
	 * The same request to another path.
	 * @param newPath path and query
	 * @return a new request
	 */
	public RawRequest to(String newPath) {
		return new RawRequest(this.method, newPath, this.headers, this.body, this.chunked);
	}

	int chunkSize() {
		return CHUNK;
	}

	byte[] head(int port) {
		String lines = this.headers.entrySet()
			.stream()
			.map((header) -> header.getKey() + ": " + header.getValue() + "\r\n")
			.collect(Collectors.joining());
		if (this.chunked) {
			lines += "Transfer-Encoding: chunked\r\n";
		}
		else if (this.body != null) {
			lines += "Content-Length: " + this.body.length + "\r\n";
		}
		if (!this.headers.containsKey("Host")) {
			lines = "Host: 127.0.0.1:" + port + "\r\n" + lines;
		}
		return (this.method + " " + this.path + " HTTP/1.1\r\n" + lines + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
	}

	@Override
	public String toString() {
		return this.method + " " + this.path;
	}

}
