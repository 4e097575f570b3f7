package dev.holdfast.retry;

import java.util.concurrent.atomic.LongAdder;

import dev.holdfast.restart.Restarts;

/**
 * Counts what became of requests that failed, in all generations.
 * <p>
 * Thread-safe: adders only.
 *
 * @since 0.1.0
 */
public final class RetryCounts {

	private final LongAdder held = new LongAdder();

	private final LongAdder retried = new LongAdder();

	private final LongAdder expired = new LongAdder();

	private final LongAdder passed = new LongAdder();

	/**
	 * Return the counts of this JVM, which outlive restarts.
	 * @return the counts
	 */
	public static RetryCounts get() {
		return Restarts.survivor(RetryCounts.class, RetryCounts::new);
	}

	void held() {
		this.held.increment();
	}

	void retried() {
		this.retried.increment();
	}

	void expired() {
		this.expired.increment();
	}

	void passed() {
		this.passed.increment();
	}

	/**
	 * Return how many requests have been held until the application would be stable.
	 * @return the number
	 */
	public long getHeld() {
		return this.held.sum();
	}

	/**
	 * Return how many clients have been sent back.
	 * @return the number
	 */
	public long getRetried() {
		return this.retried.sum();
	}

	/**
	 * Return how many requests were given up: held for too long, or tried too often.
	 * @return the number
	 */
	public long getExpired() {
		return this.expired.sum();
	}

	/**
	 * Return how many errors were genuine and have been passed on.
	 * @return the number
	 */
	public long getPassed() {
		return this.passed.sum();
	}

}
