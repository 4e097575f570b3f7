package dev.holdfast.sample.harness;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import dev.holdfast.sample.harness.RawHttpException.ClosedEarlyException;

/**
 * One connection, with the little of HTTP/1.1 that the tests need.
 */
final class RawConnection implements Closeable {

	private static final int CONNECT_TIMEOUT_MILLIS = 5000;

	private final Socket socket = new Socket();

	private final int port;

	private InputStream input;

	private OutputStream output;

	private boolean answerBegun;

	private boolean bodyless;

	RawConnection(int port) {
		this.port = port;
	}

	void open(Duration readTimeout) throws IOException {
		this.socket.setTcpNoDelay(true);
		this.socket.setSoTimeout((int) readTimeout.toMillis());
		this.socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), this.port),
				CONNECT_TIMEOUT_MILLIS);
		this.input = new BufferedInputStream(this.socket.getInputStream());
		this.output = new BufferedOutputStream(this.socket.getOutputStream());
	}

	/**
	 * Whether any byte of the answer to the current request has come.
	 * @return whether the answer has begun
	 */
	boolean isAnswerBegun() {
		return this.answerBegun;
	}

	void send(RawRequest request) throws IOException {
		this.answerBegun = false;
		this.bodyless = request.method().equals("HEAD");
		this.output.write(request.head(this.port));
		if (request.chunked()) {
			byte[] body = request.body();
			for (int from = 0; from < body.length; from += request.chunkSize()) {
				int length = Math.min(request.chunkSize(), body.length - from);
				this.output.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
				this.output.write(body, from, length);
				this.output.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
			}
			this.output.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
		}
		else if (request.body() != null) {
			this.output.write(request.body());
		}
		this.output.flush();
	}

	void write(byte[] bytes) throws IOException {
		this.output.write(bytes);
		this.output.flush();
	}

	RawResponse receive() throws IOException {
		RawResponse head = receiveHead();
		while (head.status() < 200) {
			head = receiveHead();
		}
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (byte[] part = nextPart(head); part.length > 0; part = nextPart(head)) {
			body.write(part);
			if (head.headers().containsKey("content-length")) {
				break;
			}
		}
		return new RawResponse(head.status(), head.headers(), body.toByteArray());
	}

	RawResponse receiveHead() throws IOException {
		String statusLine = readLine();
		Map<String, String> headers = new LinkedHashMap<>();
		for (String line = readLine(); !line.isEmpty(); line = readLine()) {
			int colon = line.indexOf(':');
			headers.put(line.substring(0, colon).trim().toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
		}
		return new RawResponse(Integer.parseInt(statusLine.split(" ")[1]), headers, new byte[0]);
	}

	/**
	 * Read the next part of the body: a chunk, or all of it if its length is known.
	 * @param head the head of the answer
	 * @return the bytes; none at the end
	 * @throws IOException if the connection ends before the body does
	 */
	byte[] nextPart(RawResponse head) throws IOException {
		if (this.bodyless || head.status() == 204 || head.status() == 304) {
			return new byte[0];
		}
		if (head.header("transfer-encoding").filter("chunked"::equalsIgnoreCase).isPresent()) {
			byte[] chunk = readFully(Integer.parseInt(readLine().split(";")[0].trim(), 16));
			// The line behind a chunk, or the one behind the last chunk
			readLine();
			return chunk;
		}
		if (head.header("content-length").isPresent()) {
			return readFully(Integer.parseInt(head.headers().get("content-length")));
		}
		return this.input.readAllBytes();
	}

	private byte[] readFully(int length) throws IOException {
		byte[] bytes = this.input.readNBytes(length);
		if (bytes.length < length) {
			throw new ClosedEarlyException("closed after " + bytes.length + " of " + length + " bytes");
		}
		return bytes;
	}

	private String readLine() throws IOException {
		StringBuilder line = new StringBuilder();
		for (int next = this.input.read(); next != '\n'; next = this.input.read()) {
			if (next < 0) {
				throw new ClosedEarlyException(this.answerBegun ? "closed within the answer" : "closed before answer");
			}
			this.answerBegun = true;
			if (next != '\r') {
				line.append((char) next);
			}
		}
		return line.toString();
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			// Nothing is left to be lost
		}
	}

}
