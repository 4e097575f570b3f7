package dev.holdfast.server;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.holdfast.restart.StartFailure;

/**
 * Tells a request that it cannot wait for a live generation, or not any longer. Made of
 * constant texts and numbers, which are safe to show to anybody; the failure of a start
 * is not.
 */
final class ParkingException extends RuntimeException {

	private final Kind kind;

	private final Duration retryAfter;

	private final int generation;

	private final transient @Nullable StartFailure failure;

	private ParkingException(Kind kind, String detail, Duration retryAfter) {
		this(kind, detail, retryAfter, 0, null);
	}

	private ParkingException(Kind kind, String detail, Duration retryAfter, int generation,
			@Nullable StartFailure failure) {
		super(detail, null, false, false);
		this.kind = kind;
		this.retryAfter = retryAfter;
		this.generation = generation;
		this.failure = failure;
	}

	static ParkingException restarting(String detail) {
		return new ParkingException(Kind.RESTARTING, detail, Duration.ofSeconds(1));
	}

	static ParkingException full(int capacity) {
		return new ParkingException(Kind.RESTARTING, "As many requests as holdfast.server.max-parked "
				+ "allows (%d) wait for it already.".formatted(capacity), Duration.ofSeconds(1));
	}

	static ParkingException expired(Duration timeout) {
		return new ParkingException(Kind.RESTARTING,
				"It was not back within the %d ms of holdfast.server.park-timeout.".formatted(timeout.toMillis()),
				Duration.ofSeconds(5));
	}

	static ParkingException failed(int generation, @Nullable StartFailure failure) {
		return new ParkingException(Kind.FAILED,
				"Generation %d failed to start; the log of the application says why. Requests are answered again as soon as a fix compiles."
					.formatted(generation),
				Duration.ofSeconds(2), generation, failure);
	}

	static ParkingException retired() {
		return new ParkingException(Kind.RESTARTED, "It restarted while it handled this request. Send it again.",
				Duration.ofSeconds(1));
	}

	static ParkingException shutDown() {
		return new ParkingException(Kind.STOPPING, "It does not take requests any more.", Duration.ofSeconds(5));
	}

	Kind kind() {
		return this.kind;
	}

	/**
	 * Return what a client compares to see whether anything has changed.
	 * @return the state of the application, in visible ASCII
	 */
	String state() {
		return (this.kind == Kind.FAILED) ? this.kind.id() + "-" + this.generation : this.kind.id();
	}

	String detail() {
		return String.valueOf(getMessage());
	}

	Duration retryAfter() {
		return this.retryAfter;
	}

	int generation() {
		return this.generation;
	}

	@Nullable StartFailure failure() {
		return this.failure;
	}

	/**
	 * What is the case.
	 */
	enum Kind {

		RESTARTING("restarting", "The application is restarting"),

		RESTARTED("restarted", "The application has restarted"),

		FAILED("failed", "The application failed to start"),

		STOPPING("stopping", "The application is shutting down");

		private final String id;

		private final String title;

		Kind(String id, String title) {
			this.id = id;
			this.title = title;
		}

		String id() {
			return this.id;
		}

		String title() {
			return this.title;
		}

	}

}
