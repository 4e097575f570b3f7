package dev.holdfast.request;

/**
 * Status, headers or cookies of a response were to be changed when they had been sent
 * already.
 *
 * @since 0.1.0
 */
public final class ResponseCommittedException extends RequestStateException {

	ResponseCommittedException(String name, String problem) {
		super(name, problem, "Set it before the first byte of the body is written: before the handler returns, "
				+ "or with ServerHttpResponse.beforeCommit; in a stream, before its first element.");
	}

}
