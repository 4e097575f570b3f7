package dev.holdfast.request;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets one thread at a time make a certain value of a request, while others make other
 * values.
 * <p>
 * Thread-safe: one lock guards who makes what and who waits for whom; it is not held
 * while something is made. A thread that would wait for itself, be it through others, is
 * refused before it waits, so there is no deadlock among them.
 */
final class Initializers {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition finished = this.lock.newCondition();

	private final Map<Object, Thread> running = new HashMap<>(4);

	private final Map<Thread, Object> waiting = new HashMap<>(4);

	/**
	 * Run an initializer, while no other thread runs one for the same value.
	 * @param <T> the type of the result
	 * @param key tells the value
	 * @param name the name of the value
	 * @param initializer what to run
	 * @return its result
	 * @throws MissingRequestValueException if that leads back to the value itself
	 */
	<T> T run(Object key, String name, Supplier<T> initializer) {
		begin(key, name);
		try {
			return initializer.get();
		}
		finally {
			end(key);
		}
	}

	private void begin(Object key, String name) {
		Thread thread = Thread.currentThread();
		this.lock.lock();
		try {
			while (this.running.containsKey(key)) {
				if (leadsTo(thread, key)) {
					throw RequestErrors.needsItself(name);
				}
				this.waiting.put(thread, key);
				this.finished.awaitUninterruptibly();
				this.waiting.remove(thread);
			}
			this.running.put(key, thread);
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean leadsTo(Thread thread, Object key) {
		Thread maker = this.running.get(key);
		while (maker != null && maker != thread) {
			Object next = this.waiting.get(maker);
			maker = (next != null) ? this.running.get(next) : null;
		}
		return maker == thread;
	}

	private void end(Object key) {
		this.lock.lock();
		try {
			this.running.remove(key);
			this.finished.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

}
