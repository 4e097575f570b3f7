package dev.holdfast.test.app;

import java.util.concurrent.CountDownLatch;

/**
 * A task that ends when its thread is interrupted.
 */
public class BlockingTask implements Runnable {

	@Override
	public void run() {
		try {
			new CountDownLatch(1).await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
