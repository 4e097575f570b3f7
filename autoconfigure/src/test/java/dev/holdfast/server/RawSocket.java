package dev.holdfast.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Sends what no client would.
 */
final class RawSocket {

	private RawSocket() {
	}

	/**
	 * Send bytes and read until the server closes the connection.
	 * @param port the port
	 * @param request the request, one byte for each character
	 * @return all that has come, heads and bodies
	 */
	static String exchange(int port, String request) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.setSoTimeout((int) ServerFixture.LIMIT.toMillis());
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new IllegalStateException("No answer to " + request.lines().toList(), ex);
		}
	}

	/**
	 * Write a request that is the last one on its connection.
	 * @param line method and target
	 * @param headers header lines
	 * @return the request
	 */
	static String request(String line, String... headers) {
		return line + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n";
	}

}
