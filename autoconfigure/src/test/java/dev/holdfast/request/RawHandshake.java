package dev.holdfast.request;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A handshake for a web socket as no library makes it.
 */
final class RawHandshake {

	private static final int LIMIT_MILLIS = 10_000;

	private RawHandshake() {
	}

	/**
	 * Send a handshake.
	 * @param port the port of the server
	 * @param path the path
	 * @param client the value of {@link ServedApplication#HEADER}
	 * @param wrong a header that replaces the right one
	 * @return the status line of the answer
	 * @throws IOException if there is none
	 */
	static String send(int port, String path, String client, String wrong) throws IOException {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("Host", "127.0.0.1:" + port);
		headers.put("Connection", "Upgrade");
		headers.put("Upgrade", "websocket");
		headers.put("Sec-WebSocket-Version", "13");
		headers.put("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
		headers.put(ServedApplication.HEADER, client);
		String[] parts = wrong.split(": ?", 2);
		headers.put(parts[0], parts[1]);
		String head = headers.entrySet()
			.stream()
			.filter((header) -> !header.getValue().isEmpty())
			.map((header) -> header.getKey() + ": " + header.getValue() + "\r\n")
			.collect(Collectors.joining("", "GET " + path + " HTTP/1.1\r\n", "\r\n"));
		try (Socket socket = new Socket("127.0.0.1", port)) {
			socket.setSoTimeout(LIMIT_MILLIS);
			socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
			return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
				.readLine();
		}
	}

}
