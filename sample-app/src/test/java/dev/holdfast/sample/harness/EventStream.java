package dev.holdfast.sample.harness;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * An open stream of server-sent events, read in the background until it ends.
 */
public final class EventStream implements AutoCloseable {

	private static final Duration READ_TIMEOUT = Duration.ofSeconds(20);

	private final RawConnection connection;

	private final StringBuffer text = new StringBuffer();

	private final Thread reader;

	private volatile End end;

	private EventStream(RawConnection connection, RawResponse head) {
		this.connection = connection;
		this.reader = new Thread(() -> read(head), "event-stream");
		this.reader.setDaemon(true);
	}

	/**
	 * Open a stream and wait for the head of the answer.
	 * @param port port of the server
	 * @param path path of the stream
	 * @return the stream
	 */
	public static EventStream open(int port, String path) {
		RawRequest request = RawRequest.get(path).header("Accept", "text/event-stream");
		RawConnection connection = new RawConnection(port);
		try {
			connection.open(READ_TIMEOUT);
			connection.send(request);
			RawResponse head = connection.receiveHead();
			if (head.status() != 200) {
				throw new AssertionError(request + " answers " + head);
			}
			EventStream stream = new EventStream(connection, head);
			stream.reader.start();
			return stream;
		}
		catch (IOException ex) {
			connection.close();
			throw RawHttpException.exchanging(request, connection.isAnswerBegun(), ex);
		}
	}

	/**
	 * All that has come so far.
	 * @return the text of the stream
	 */
	public String text() {
		return this.text.toString();
	}

	/**
	 * How the stream has ended.
	 * @return the end, or null while it is open
	 */
	public End end() {
		return this.end;
	}

	private void read(RawResponse head) {
		try {
			byte[] part = this.connection.nextPart(head);
			while (part.length > 0) {
				this.text.append(new String(part, StandardCharsets.UTF_8));
				part = this.connection.nextPart(head);
			}
			this.end = End.COMPLETE;
		}
		catch (SocketTimeoutException ex) {
			this.end = End.SILENT;
		}
		catch (RawHttpException.ClosedEarlyException ex) {
			this.end = End.CLOSED;
		}
		catch (IOException ex) {
			this.end = End.RESET;
		}
	}

	@Override
	public void close() {
		this.connection.close();
	}

	/**
	 * How a stream can end.
	 */
	public enum End {

		/**
		 * With the last chunk, as HTTP wants it.
		 */
		COMPLETE,
		/**
		 * The connection was closed in order, but before the last chunk.
		 */
		CLOSED,
		/**
		 * The connection was reset.
		 */
		RESET,
		/**
		 * Nothing came for a long time.
		 */
		SILENT

	}

}
