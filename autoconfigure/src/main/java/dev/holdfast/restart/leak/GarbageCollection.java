package dev.holdfast.restart.leak;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/**
 * Collects garbage, as far as the JVM lets itself be told.
 */
final class GarbageCollection {

	private static final long LIMIT = 1000;

	private GarbageCollection() {
	}

	/**
	 * Collect garbage twice: what finalizers and cleaners let go after the first time
	 * goes with the second.
	 */
	static void run() {
		try {
			collect();
			collect();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void collect() throws InterruptedException {
		ReferenceQueue<Object> queue = new ReferenceQueue<>();
		Reference<Object> collected = new WeakReference<>(new Object(), queue);
		System.gc();
		queue.remove(LIMIT);
		Reference.reachabilityFence(collected);
	}

}
