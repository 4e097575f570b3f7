package dev.holdfast.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Knows whether the server is away, so that not everybody waits for it: while it is, one
 * command at a time goes through, now and then, and the first answer ends the outage.
 * <p>
 * Safe for use by many threads: the present outage is one volatile reference to an
 * immutable beginning; two that begin or end it at once log it twice at worst. Who may
 * try is decided by compare-and-set.
 */
final class RedisOutage {

	private static final Log logger = LogFactory.getLog(RedisOutage.class);

	private static final long TRY_NANOS = Duration.ofMillis(200).toNanos();

	private final String address;

	private final long tryNanos;

	private final AtomicLong nextTry = new AtomicLong();

	private volatile long lastAnswer = System.nanoTime();

	private volatile @Nullable Outage present;

	RedisOutage(String address, Duration timeout) {
		this.address = address;
		this.tryNanos = TRY_NANOS + timeout.toNanos();
	}

	/**
	 * Ask whether a command may go through.
	 * @return why it may not, or {@code null}
	 */
	@Nullable RedisUnavailableException refusal() {
		Outage outage = this.present;
		if (outage == null) {
			return null;
		}
		long next = this.nextTry.get();
		long now = System.nanoTime();
		if (now - next >= 0 && this.nextTry.compareAndSet(next, now + this.tryNanos)) {
			return null;
		}
		return new RedisUnavailableException(outage.failure.getProblem(), outage.failure.getAction(), outage.failure);
	}

	void answered() {
		this.lastAnswer = System.nanoTime();
		Outage outage = this.present;
		if (outage != null) {
			this.present = null;
			logger.info("%s is back after %d ms".formatted(this.address,
					Duration.ofNanos(System.nanoTime() - outage.begin).toMillis()));
		}
	}

	/**
	 * A command has failed. One that was late while others were answered does not count.
	 * @param failure why it failed
	 * @param begin when it began
	 */
	void failed(RedisUnavailableException failure, long begin) {
		if (this.lastAnswer - begin > 0) {
			return;
		}
		this.nextTry.set(System.nanoTime() + TRY_NANOS);
		if (this.present == null) {
			this.present = new Outage(failure, begin);
			logger.warn(failure.getProblem() + " Until it is back, what needs it fails at once");
		}
	}

	/**
	 * A time without answers.
	 *
	 * @param failure why the first command failed
	 * @param begin when that one began
	 */
	private record Outage(RedisUnavailableException failure, long begin) {
	}

}
