package dev.holdfast.sample.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One request on a connection of its own, whose answer is read in the background. The
 * test goes on meanwhile, and may send the body bit by bit.
 */
public final class PendingExchange implements AutoCloseable {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final CompletableFuture<RawResponse> answer = new CompletableFuture<>();

	private final ByteArrayOutputStream received = new ByteArrayOutputStream();

	private final RawRequest request;

	private final RawConnection connection;

	private volatile boolean begun;

	private PendingExchange(int port, RawRequest request) {
		this.request = request;
		this.connection = new RawConnection(port);
		try {
			this.connection.open(LIMIT);
		}
		catch (IOException ex) {
			this.connection.close();
			throw RawHttpException.connecting(request, ex);
		}
	}

	/**
	 * Send a whole request.
	 * @param port port of the server
	 * @param request the request
	 * @return the exchange, to be closed
	 */
	public static PendingExchange send(int port, RawRequest request) {
		PendingExchange exchange = new PendingExchange(port, request);
		Thread reader = new Thread(exchange::read, "pending-exchange");
		reader.setDaemon(true);
		reader.start();
		try {
			exchange.connection.send(request);
			return exchange;
		}
		catch (IOException ex) {
			exchange.close();
			throw RawHttpException.exchanging(request, false, ex);
		}
	}

	/**
	 * Send the head of a request whose body follows in {@link #chunk(byte...) chunks}.
	 * @param port port of the server
	 * @param request the request without a body
	 * @return the exchange, to be closed
	 */
	public static PendingExchange begin(int port, RawRequest request) {
		return send(port, request.header("Transfer-Encoding", "chunked"));
	}

	/**
	 * Send the next part of the body.
	 * @param bytes the part, of length 0 for the end of the body
	 * @return this exchange
	 */
	public PendingExchange chunk(byte... bytes) {
		try {
			ByteArrayOutputStream chunk = new ByteArrayOutputStream();
			chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
			chunk.writeBytes(bytes);
			chunk.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
			this.connection.write(chunk.toByteArray());
			return this;
		}
		catch (IOException ex) {
			throw RawHttpException.exchanging(this.request, this.connection.isAnswerBegun(), ex);
		}
	}

	/**
	 * Whether the exchange is over, well or not.
	 * @return whether nothing more will come
	 */
	public boolean isOver() {
		return this.answer.isDone();
	}

	/**
	 * Whether the head of the answer has come.
	 * @return whether the answer has begun
	 */
	public boolean isAnswerBegun() {
		return this.begun;
	}

	/**
	 * What has come so far of the answer's body, if that is chunked.
	 * @return the decoded text
	 */
	public String received() {
		return this.received.toString(StandardCharsets.UTF_8);
	}

	/**
	 * Wait for the whole answer.
	 * @return the answer
	 * @throws RawHttpException if there is no whole answer
	 */
	public RawResponse answer() {
		try {
			return this.answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			throw (RawHttpException) ex.getCause();
		}
		catch (TimeoutException ex) {
			throw new AssertionError("No answer to " + this.request + " within " + LIMIT, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private void read() {
		try {
			RawResponse head = this.connection.receiveHead();
			this.begun = true;
			for (byte[] part = this.connection.nextPart(head); part.length > 0; part = this.connection.nextPart(head)) {
				this.received.writeBytes(part);
				if (head.header("content-length").isPresent()) {
					break;
				}
			}
			this.answer.complete(new RawResponse(head.status(), head.headers(), this.received.toByteArray()));
		}
		catch (IOException ex) {
			this.answer
				.completeExceptionally(RawHttpException.exchanging(this.request, this.connection.isAnswerBegun(), ex));
		}
	}

	@Override
	public void close() {
		this.connection.close();
	}

}
