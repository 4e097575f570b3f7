package dev.holdfast.server;

import java.time.Duration;

/**
 * Tells a request that it cannot wait for a live generation, or not any longer. Made of
 * constant texts and numbers, which are safe to show to anybody.
 */
final class ParkingException extends RuntimeException {

	private final String title;

	private final Duration retryAfter;

	private ParkingException(String title, String detail, Duration retryAfter) {
		super(detail, null, false, false);
		this.title = title;
		this.retryAfter = retryAfter;
	}

	static ParkingException full(int capacity) {
		return new ParkingException("The application is restarting", "As many requests as holdfast.server.max-parked "
				+ "allows (%d) wait for it already.".formatted(capacity), Duration.ofSeconds(1));
	}

	static ParkingException expired(Duration timeout) {
		return new ParkingException("The application is restarting",
				"It was not back within the %d ms of holdfast.server.park-timeout.".formatted(timeout.toMillis()),
				Duration.ofSeconds(5));
	}

	static ParkingException failed(int generation) {
		return new ParkingException("The application did not start",
				"Generation %d failed to start; the log of the application says why. Requests are answered again as soon as a fix compiles."
					.formatted(generation),
				Duration.ofSeconds(2));
	}

	static ParkingException shutDown() {
		return new ParkingException("The application is shutting down", "It does not take requests any more.",
				Duration.ofSeconds(5));
	}

	String title() {
		return this.title;
	}

	String detail() {
		return String.valueOf(getMessage());
	}

	Duration retryAfter() {
		return this.retryAfter;
	}

}
