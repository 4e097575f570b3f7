package dev.holdfast.reload;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How others make the gate's thread look at files.
 * <p>
 * Thread-safe: two semaphores, one of which never has a permit.
 */
final class WakeUp {

	private static final Duration SHORTEST = Duration.ofMillis(20);

	private final Semaphore calls = new Semaphore(0);

	private final Semaphore none = new Semaphore(0);

	void call() {
		this.calls.release();
	}

	/**
	 * Wait for a call, but for a moment in any case: a compiler writes file by file, and
	 * there is no need to look after each.
	 * @param longest how long at most
	 * @throws InterruptedException if the thread is interrupted
	 */
	void await(Duration longest) throws InterruptedException {
		long shortest = Math.min(longest.toNanos(), SHORTEST.toNanos());
		this.none.tryAcquire(shortest, TimeUnit.NANOSECONDS);
		this.calls.tryAcquire(longest.toNanos() - shortest, TimeUnit.NANOSECONDS);
		this.calls.drainPermits();
	}

}
