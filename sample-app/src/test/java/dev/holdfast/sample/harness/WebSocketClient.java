package dev.holdfast.sample.harness;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An open WebSocket that remembers what comes and how it ends.
 */
public final class WebSocketClient implements AutoCloseable {

	/**
	 * Stands for an end without a close frame.
	 */
	public static final int BROKEN = 1006;

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

	private final Recorder recorder = new Recorder();

	private final WebSocket socket;

	private WebSocketClient(int port, String path) {
		this.socket = HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.connectTimeout(CONNECT_TIMEOUT)
			.buildAsync(URI.create("ws://127.0.0.1:" + port + path), this.recorder)
			.join();
	}

	/**
	 * Open a WebSocket.
	 * @param port port of the server
	 * @param path path of the socket
	 * @return the open socket
	 */
	public static WebSocketClient open(int port, String path) {
		return new WebSocketClient(port, path);
	}

	/**
	 * Send a text message.
	 * @param text the message
	 */
	public void send(String text) {
		this.socket.sendText(text, true).join();
	}

	/**
	 * The text messages that have come so far.
	 * @return the messages
	 */
	public List<String> received() {
		return List.copyOf(this.recorder.texts);
	}

	/**
	 * How the socket was closed.
	 * @return the code of the close frame, {@link #BROKEN} without one, nothing while
	 * open
	 */
	public OptionalInt closeCode() {
		return this.recorder.closeCode;
	}

	@Override
	public void close() {
		this.socket.abort();
	}

	private static final class Recorder implements WebSocket.Listener {

		private final List<String> texts = new CopyOnWriteArrayList<>();

		private final StringBuilder partial = new StringBuilder();

		private volatile OptionalInt closeCode = OptionalInt.empty();

		@Override
		public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
			this.partial.append(data);
			if (last) {
				this.texts.add(this.partial.toString());
				this.partial.setLength(0);
			}
			socket.request(1);
			return null;
		}

		@Override
		public CompletionStage<?> onClose(WebSocket socket, int statusCode, String reason) {
			this.closeCode = OptionalInt.of(statusCode);
			return null;
		}

		@Override
		public void onError(WebSocket socket, Throwable error) {
			this.closeCode = OptionalInt.of(BROKEN);
		}

	}

}
