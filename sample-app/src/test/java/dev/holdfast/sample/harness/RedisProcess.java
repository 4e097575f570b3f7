package dev.holdfast.sample.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.awaitility.Awaitility;

/**
 * A Redis of the test's own, which keeps nothing.
 */
public final class RedisProcess implements AutoCloseable {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final int port;

	private final Process process;

	private RedisProcess(int port, Process process) {
		this.port = port;
		this.process = process;
	}

	/**
	 * Start a server and wait until it can be reached.
	 * @return the running server
	 */
	public static RedisProcess start() {
		int port = ForkedApplication.freePort();
		try {
			Process process = new ProcessBuilder("redis-server", "--port", String.valueOf(port), "--bind", "127.0.0.1",
					"--save", "", "--appendonly", "no")
				.redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			RedisProcess redis = new RedisProcess(port, process);
			Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(redis::isReachable);
			return redis;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("These tests need the program redis-server: install your distribution's",
					ex);
		}
	}

	private boolean isReachable() {
		try {
			return size() >= 0;
		}
		catch (UncheckedIOException ex) {
			return false;
		}
	}

	/**
	 * Count what the server keeps.
	 * @return the number of keys
	 */
	public int size() {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port), 1000);
			socket.setSoTimeout(1000);
			socket.getOutputStream().write("DBSIZE\r\n".getBytes(StandardCharsets.US_ASCII));
			String answer = new BufferedReader(
					new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
				.readLine();
			return Integer.parseInt(answer.substring(1));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the port of the server.
	 * @return the port
	 */
	public int port() {
		return this.port;
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
