package dev.holdfast.sample.harness;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;

/**
 * An exchange without a whole answer.
 */
public final class RawHttpException extends RuntimeException {

	private final Reason reason;

	RawHttpException(Reason reason, RawRequest request, IOException cause) {
		super(reason + " on " + request + ": " + cause.getMessage(), cause);
		this.reason = reason;
	}

	static RawHttpException connecting(RawRequest request, IOException cause) {
		String message = String.valueOf(cause.getMessage());
		if (cause instanceof ConnectException && message.contains("refused")) {
			return new RawHttpException(Reason.REFUSED, request, cause);
		}
		if (cause instanceof SocketTimeoutException || message.contains("timed out")) {
			return new RawHttpException(Reason.TIMEOUT, request, cause);
		}
		return new RawHttpException(message.contains("reset") ? Reason.RESET : Reason.CLIENT, request, cause);
	}

	static RawHttpException exchanging(RawRequest request, boolean begun, IOException cause) {
		if (cause instanceof SocketTimeoutException) {
			return new RawHttpException(Reason.TIMEOUT, request, cause);
		}
		if (cause instanceof ClosedEarlyException) {
			return new RawHttpException(begun ? Reason.TRUNCATED : Reason.CLOSED, request, cause);
		}
		return new RawHttpException(Reason.RESET, request, cause);
	}

	/**
	 * What has happened.
	 * @return the reason
	 */
	public Reason reason() {
		return this.reason;
	}

	/**
	 * What can happen to an exchange.
	 */
	public enum Reason {

		/**
		 * Nobody listens on the port.
		 */
		REFUSED,
		/**
		 * The connection was reset, or closed while the request was being sent.
		 */
		RESET,
		/**
		 * The connection was closed in order before the answer began.
		 */
		CLOSED,
		/**
		 * The connection was closed in order within the answer.
		 */
		TRUNCATED,
		/**
		 * No answer in time.
		 */
		TIMEOUT,
		/**
		 * The client could not even try, for example for want of local ports.
		 */
		CLIENT

	}

	/**
	 * The other side has closed the connection too early.
	 */
	static final class ClosedEarlyException extends IOException {

		ClosedEarlyException(String message) {
			super(message);
		}

	}

}
