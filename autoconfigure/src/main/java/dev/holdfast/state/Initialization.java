package dev.holdfast.state;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.springframework.util.Assert;

/**
 * Runs all initializers and migrations of one generation, one after the other.
 * <p>
 * There is one reentrant lock for them all. That makes each run once, lets an initializer
 * define other state, and cannot deadlock when two initializers define each other's keys,
 * as a lock for each key could. It is taken before the lock of a cell, never after.
 */
final class Initialization {

	private final ReentrantLock lock = new ReentrantLock();

	// Guarded by the lock
	private final Map<String, String> running = new HashMap<>();

	<R> R call(Supplier<R> task) {
		this.lock.lock();
		try {
			return task.get();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Make the first value of a piece of state.
	 * @param <R> the type of the result
	 * @param key the key, whose initializer must not be running already
	 * @param site where it is asked for
	 * @param task makes the value
	 * @return the value
	 */
	<R> R once(String key, String site, Supplier<R> task) {
		return call(() -> {
			Assert.state(this.running.putIfAbsent(key, site) == null, () -> "The initializer of state '" + key + "' at "
					+ this.running.get(key) + " defines the same state again at " + site);
			try {
				return task.get();
			}
			finally {
				this.running.remove(key);
			}
		});
	}

	/**
	 * Wait until nothing runs.
	 * @param limit how long to wait at most
	 * @return whether nothing runs
	 */
	boolean awaitIdle(Duration limit) {
		try {
			if (this.lock.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
				this.lock.unlock();
				return true;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return false;
	}

}
