package dev.holdfast.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import dev.holdfast.state.StateCell;
import dev.holdfast.state.storage.StateStorageException;

/**
 * Counts with several threads in a cell that all nodes share.
 */
public final class CountingNode {

	private static final int WRITERS = 4;

	private final AtomicLong acknowledged = new AtomicLong();

	private final AtomicLong failed = new AtomicLong();

	private final AtomicLong longest = new AtomicLong();

	private final AtomicLong recovered = new AtomicLong();

	private final StateCell<Long> cell;

	private volatile boolean ended;

	private CountingNode(StateCell<Long> cell) {
		this.cell = cell;
	}

	/**
	 * Run a node.
	 * @param arguments the port of the server, and the number of updates of each writer;
	 * 0 to go on until told to end
	 * @throws Exception if it fails
	 */
	public static void main(String[] arguments) throws Exception {
		SharedNode node = new SharedNode(Integer.parseInt(arguments[0]), Duration.ofSeconds(1));
		CountingNode counting = new CountingNode(node.state().define("count", Long.class, () -> 0L));
		ForkedNode.awaitBegin();
		int updates = Integer.parseInt(arguments[1]);
		if (updates == 0) {
			Thread end = new Thread(counting::awaitEnd, "end");
			end.start();
		}
		counting.run((updates > 0) ? updates : Integer.MAX_VALUE);
		System.exit(0);
	}

	private void awaitEnd() {
		try {
			System.in.read();
			this.ended = true;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void run(int updates) throws InterruptedException {
		CountDownLatch done = new CountDownLatch(WRITERS);
		for (int i = 0; i < WRITERS; i++) {
			new Thread(() -> {
				write(updates);
				done.countDown();
			}, "writer-" + i).start();
		}
		done.await();
		System.out.println(
				ForkedNode.RESULT + this.acknowledged + " " + this.failed + " " + this.longest + " " + this.recovered);
	}

	private void write(int updates) {
		int done = 0;
		boolean away = false;
		while (done < updates && !this.ended) {
			long begin = System.nanoTime();
			try {
				this.cell.update((count) -> count + 1);
				done++;
				this.acknowledged.incrementAndGet();
				if (away) {
					away = false;
					this.recovered.accumulateAndGet(System.currentTimeMillis(), Math::max);
				}
			}
			catch (StateStorageException ex) {
				away = true;
				this.failed.incrementAndGet();
				LockSupport.parkNanos(1_000_000);
			}
			this.longest.accumulateAndGet((System.nanoTime() - begin) / 1_000_000, Math::max);
		}
	}

}
