package dev.holdfast.request;

import java.time.Duration;

import org.springframework.util.Assert;

/**
 * Settings of request state.
 *
 * @param closeTimeout how long closing one value may take, before it is given up
 * @since 0.1.0
 */
public record RequestSettings(Duration closeTimeout) {

	/**
	 * Check the settings.
	 * @param closeTimeout how long closing one value may take, before it is given up
	 */
	public RequestSettings {
		Assert.notNull(closeTimeout, "'closeTimeout' must not be null");
		Assert.isTrue(closeTimeout.compareTo(Duration.ZERO) > 0,
				() -> "'closeTimeout' must be positive [" + closeTimeout + "]");
	}

}
