package dev.holdfast.state.storage;

import java.nio.file.Path;
import java.time.Duration;

import org.springframework.util.Assert;

/**
 * Where state is kept from one JVM to the next, and how often it is written.
 *
 * @param location the directory
 * @param writeDelay how long after a change to write
 * @param scanInterval how often to look for changes inside of values, which nobody tells
 * of
 * @param trusted the types that may be stored
 * @since 0.1.0
 */
public record StateFileSettings(Path location, Duration writeDelay, Duration scanInterval, TrustedTypes trusted) {

	private static final Duration NEVER = Duration.ofDays(365);

	/**
	 * Create settings.
	 */
	public StateFileSettings {
		location = location.toAbsolutePath().normalize();
		Assert.isTrue(!writeDelay.isNegative(), "'writeDelay' must not be negative");
		Assert.isTrue(!scanInterval.isNegative() && !scanInterval.isZero(), "'scanInterval' must be positive");
		writeDelay = limited(writeDelay);
		scanInterval = limited(scanInterval);
	}

	private static Duration limited(Duration duration) {
		return (duration.compareTo(NEVER) < 0) ? duration : NEVER;
	}

}
