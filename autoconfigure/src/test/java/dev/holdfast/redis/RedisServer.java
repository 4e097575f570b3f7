package dev.holdfast.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A Redis of the test's own, on a port that was free. Keeps nothing, unless it has a
 * directory.
 */
public final class RedisServer implements AutoCloseable {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final int port = freePort();

	private final @Nullable Path directory;

	private @Nullable Process process;

	private RedisServer(@Nullable Path directory) {
		this.directory = directory;
	}

	/**
	 * Start a server that keeps nothing.
	 * @return the running server
	 */
	public static RedisServer start() {
		RedisServer server = new RedisServer(null);
		server.resume();
		return server;
	}

	/**
	 * Start a server that keeps everything.
	 * @param directory where
	 * @return the running server
	 */
	public static RedisServer start(Path directory) {
		RedisServer server = new RedisServer(directory);
		server.resume();
		return server;
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
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

	/**
	 * Start the server again.
	 */
	public void resume() {
		List<String> command = new ArrayList<>(
				List.of("redis-server", "--port", String.valueOf(this.port), "--bind", "127.0.0.1", "--save", ""));
		if (this.directory != null) {
			command
				.addAll(List.of("--dir", this.directory.toString(), "--appendonly", "yes", "--appendfsync", "always"));
		}
		try {
			this.process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("These tests need the program redis-server: install your distribution's",
					ex);
		}
		Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(this::answers);
	}

	private boolean answers() {
		try {
			return answer("PING").equals("+PO");
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Send a command, past everything else.
	 * @param command the command, in words without blanks
	 */
	public void command(String command) {
		try {
			String answer = answer(command);
			if (answer.startsWith("-")) {
				throw new IllegalStateException(command + ": " + answer);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String answer(String command) throws IOException {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port), 1000);
			socket.setSoTimeout(1000);
			socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readNBytes(3), StandardCharsets.US_ASCII);
		}
	}

	/**
	 * Let the server fall silent, with all connections open, or speak again.
	 * @param silent whether it is silent
	 */
	public void silent(boolean silent) {
		Process process = this.process;
		if (process != null) {
			try {
				new ProcessBuilder("kill", silent ? "-STOP" : "-CONT", String.valueOf(process.pid())).start().waitFor();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException(ex);
			}
		}
	}

	/**
	 * End the server.
	 */
	public void stop() {
		Process process = this.process;
		if (process != null) {
			process.destroy();
			process.onExit().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
		}
	}

	@Override
	public void close() {
		stop();
	}

}
