package dev.holdfast.ratelimit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * The clock on the wall, read by one that costs less: reading the wall's would take a
 * third of a check. It is looked at again after a second, so that what sets it is seen.
 * <p>
 * Readings do not change; threads that find an old one at the same time each make another
 * that is right.
 */
final class WallClock {

	private static final long MAX_AGE = Duration.ofSeconds(1).toNanos();

	private final InstantSource source;

	private volatile Reading reading;

	WallClock(InstantSource source, long now) {
		this.source = source;
		this.reading = read(now);
	}

	private Reading read(long now) {
		return new Reading(now, TimeUnit.MILLISECONDS.toNanos(this.source.millis()));
	}

	Instant after(long now, long nanos) {
		Reading reading = this.reading;
		if (now - reading.now() >= MAX_AGE) {
			reading = read(now);
			this.reading = reading;
		}
		return Instant.ofEpochSecond(0, reading.wall() + (now - reading.now()) + nanos);
	}

	/**
	 * What both clocks said.
	 *
	 * @param now the time in nanoseconds
	 * @param wall nanoseconds since the epoch
	 */
	private record Reading(long now, long wall) {
	}

}
