package dev.holdfast.reload;

import java.util.concurrent.Semaphore;

/**
 * Starts that failed one after the other, and the thread that waits to try again.
 * <p>
 * Thread-safe: a semaphore and volatile fields that the restarting thread writes, of
 * which there is one at a time.
 */
final class StartFailures {

	private final Semaphore fixes = new Semaphore(0);

	private volatile boolean awaited;

	private volatile int count;

	/**
	 * Return how many starts have failed since the last one that did not.
	 * @return the number
	 */
	int count() {
		return this.count;
	}

	void none() {
		this.count = 0;
	}

	boolean isFixAwaited() {
		return this.awaited;
	}

	/**
	 * Wait until something has changed that makes another start worth while.
	 * @param waiting called when {@link #isFixAwaited()} is true
	 * @throws InterruptedException if the thread is interrupted
	 */
	void awaitFix(Runnable waiting) throws InterruptedException {
		this.count++;
		this.fixes.drainPermits();
		this.awaited = true;
		waiting.run();
		try {
			this.fixes.acquire();
		}
		finally {
			this.awaited = false;
		}
	}

	void fixed() {
		this.fixes.release();
	}

}
