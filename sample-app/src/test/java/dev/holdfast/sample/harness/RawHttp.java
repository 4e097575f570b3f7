package dev.holdfast.sample.harness;

import java.io.IOException;
import java.time.Duration;

/**
 * A client that does what it is told and nothing else. The JDK's clients retry a request
 * silently when a connection fails, which would hide exactly the failures that the tests
 * look for. Not for use by several threads at once.
 */
public final class RawHttp implements AutoCloseable {

	private final int port;

	private final boolean keepAlive;

	private final Duration readTimeout;

	private RawConnection connection;

	private RawHttp(int port, boolean keepAlive, Duration readTimeout) {
		this.port = port;
		this.keepAlive = keepAlive;
		this.readTimeout = readTimeout;
	}

	/**
	 * A client that uses one connection for as long as the server lets it.
	 * @param port port of the server
	 * @return a client
	 */
	public static RawHttp keepAlive(int port) {
		return new RawHttp(port, true, Duration.ofSeconds(20));
	}

	/**
	 * A client that uses a new connection for each request.
	 * @param port port of the server
	 * @return a client
	 */
	public static RawHttp newConnections(int port) {
		return new RawHttp(port, false, Duration.ofSeconds(20));
	}

	/**
	 * The same client with another limit for each read.
	 * @param timeout the limit
	 * @return a new client
	 */
	public RawHttp readTimeout(Duration timeout) {
		return new RawHttp(this.port, this.keepAlive, timeout);
	}

	/**
	 * Send a {@code GET} request.
	 * @param path path and query
	 * @return the answer
	 */
	public RawResponse get(String path) {
		return exchange(RawRequest.get(path));
	}

	/**
	 * Send a {@code POST} request.
	 * @param path path and query
	 * @param body the body
	 * @return the answer
	 */
	public RawResponse post(String path, byte... body) {
		return exchange(RawRequest.post(path, body));
	}

	/**
	 * Send a request once and read its answer.
	 * @param request the request
	 * @return the answer
	 * @throws RawHttpException if there is no whole answer
	 */
	public RawResponse exchange(RawRequest request) {
		if (this.connection == null) {
			this.connection = connect(request);
		}
		boolean reusable = false;
		try {
			this.connection.send(request);
			RawResponse response = this.connection.receive();
			reusable = this.keepAlive && !response.endsConnection();
			return response;
		}
		catch (IOException ex) {
			throw RawHttpException.exchanging(request, this.connection.isAnswerBegun(), ex);
		}
		finally {
			if (!reusable) {
				close();
			}
		}
	}

	private RawConnection connect(RawRequest request) {
		RawConnection opened = new RawConnection(this.port);
		try {
			opened.open(this.readTimeout);
			return opened;
		}
		catch (IOException ex) {
			opened.close();
			throw RawHttpException.connecting(request, ex);
		}
	}

	@Override
	public void close() {
		if (this.connection != null) {
			this.connection.close();
			this.connection = null;
		}
	}

}
