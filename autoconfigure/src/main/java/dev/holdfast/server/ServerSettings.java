package dev.holdfast.server;

import java.time.Duration;
import java.util.Set;

import org.springframework.util.Assert;

import dev.holdfast.access.AccessGate;

/**
 * What the surviving server may do during a restart.
 *
 * @param parkTimeout how long a request waits for a live generation at most
 * @param maxParked how many requests wait at most
 * @param drainTimeout how long a restart waits for requests in flight at most
 * @param access decides who is told why a start failed
 * @param takeOverAfter how long the application may go on to answer requests in flight
 * when the next generation is there already; what has begun to be sent is ended at once
 * @param retriedMethods the methods of the requests whose clients are sent to the next
 * generation then; all if empty
 * @since 0.1.0
 */
public record ServerSettings(Duration parkTimeout, int maxParked, Duration drainTimeout, AccessGate access,
		Duration takeOverAfter, Set<String> retriedMethods) {

	public ServerSettings {
		Assert.isTrue(!parkTimeout.isNegative(), () -> "'parkTimeout' must not be negative [" + parkTimeout + "]");
		Assert.isTrue(maxParked >= 0, () -> "'maxParked' must not be negative [" + maxParked + "]");
		Assert.isTrue(!drainTimeout.isNegative(), () -> "'drainTimeout' must not be negative [" + drainTimeout + "]");
		Assert.isTrue(!takeOverAfter.isNegative(),
				() -> "'takeOverAfter' must not be negative [" + takeOverAfter + "]");
		retriedMethods = Set.copyOf(retriedMethods);
	}

	boolean retries(String method) {
		return this.retriedMethods.isEmpty() || this.retriedMethods.contains(method);
	}

}
