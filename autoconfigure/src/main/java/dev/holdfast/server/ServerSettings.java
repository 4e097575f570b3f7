package dev.holdfast.server;

import java.time.Duration;

import org.springframework.util.Assert;

import dev.holdfast.access.AccessGate;

/**
 * What the surviving server may do during a restart.
 *
 * @param parkTimeout how long a request waits for a live generation at most
 * @param maxParked how many requests wait at most
 * @param drainTimeout how long a restart waits for requests in flight at most
 * @param access decides who is told why a start failed
 * @since 0.1.0
 */
public record ServerSettings(Duration parkTimeout, int maxParked, Duration drainTimeout, AccessGate access) {

	public ServerSettings {
		Assert.isTrue(!parkTimeout.isNegative(),
				() -> "holdfast.server.park-timeout must not be negative [" + parkTimeout + "]");
		Assert.isTrue(maxParked >= 0, () -> "holdfast.server.max-parked must not be negative [" + maxParked + "]");
		Assert.isTrue(!drainTimeout.isNegative(),
				() -> "holdfast.server.drain-timeout must not be negative [" + drainTimeout + "]");
	}

}
