package dev.holdfast.state;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.springframework.util.Assert;

/**
 * Lets one thread at a time write to a cell. Not reentrant: a write within another would
 * be lost.
 */
final class CellLock {

	private final String key;

	private final ReentrantLock lock = new ReentrantLock();

	CellLock(String key) {
		this.key = key;
	}

	void checkNotHeld() {
		Assert.state(!this.lock.isHeldByCurrentThread(), () -> writtenWithin(this.key));
	}

	static String writtenWithin(String key) {
		return "State '" + key + "' is written within its own update, which would lose that write. "
				+ "Return the new value from the function instead";
	}

	void lock() {
		checkNotHeld();
		this.lock.lock();
	}

	boolean tryLock(long nanos) {
		try {
			return this.lock.tryLock(nanos, TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	void unlock() {
		this.lock.unlock();
	}

}
