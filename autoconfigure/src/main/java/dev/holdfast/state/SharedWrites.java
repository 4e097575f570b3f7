package dev.holdfast.state;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

import dev.holdfast.state.storage.StateStorage;
import dev.holdfast.state.storage.StateStorageException;
import dev.holdfast.state.storage.StoredValue;
import dev.holdfast.state.storage.StoredWrite;

/**
 * Writes the changes of one cell to its storage, by compare-and-set, and reads what
 * others have written.
 * <p>
 * One command is on its way at a time: whoever raises {@code requests} from zero works
 * until it is zero again, or until a command is sent, whose answer goes on; others leave
 * their change in the queue. So each answer is newer than what is known, and all that
 * waits goes with the next command, in one step. What only the worker touches needs no
 * lock: the counter hands it over.
 *
 * @param <T> the type of the value
 */
final class SharedWrites<T> {

	private static final Log logger = LogFactory.getLog(SharedWrites.class);

	private static final int MAX_TOGETHER = 100;

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final Duration READ_AGAIN = Duration.ofSeconds(1);

	private final Queue<SharedWrite<T>> waiting = new ConcurrentLinkedQueue<>();

	private final AtomicInteger requests = new AtomicInteger();

	// Touched by the worker alone
	private final Deque<SharedWrite<T>> alone = new ArrayDeque<>();

	private final Disposable.Swap nextRead = Disposables.swap();

	private final SharedStateCell<T> cell;

	private final StateStorage storage;

	private volatile boolean outdated;

	private volatile @Nullable Thread changing;

	SharedWrites(SharedStateCell<T> cell, StateStorage storage) {
		this.cell = cell;
		this.storage = storage;
	}

	void checkNotChanging() {
		Assert.state(this.changing != Thread.currentThread(), () -> CellLock.writtenWithin(this.cell.key()));
	}

	Mono<T> submit(UnaryOperator<T> change) {
		checkNotChanging();
		SharedWrite<T> write = new SharedWrite<>(change);
		this.waiting.add(write);
		work();
		return write.result();
	}

	/**
	 * Read the value, as it may have been changed by others.
	 */
	void refresh() {
		this.outdated = true;
		work();
	}

	/**
	 * Do not try again to read what could not be read.
	 */
	void close() {
		this.nextRead.dispose();
	}

	private void work() {
		if (this.requests.getAndIncrement() == 0) {
			goOn();
		}
	}

	private void goOn() {
		int seen = this.requests.get();
		while (seen != 0) {
			List<SharedWrite<T>> writes = taken();
			if (!writes.isEmpty()) {
				if (isSent(writes)) {
					return;
				}
			}
			else if (this.outdated) {
				this.outdated = false;
				read();
				return;
			}
			else {
				seen = this.requests.addAndGet(-seen);
			}
		}
	}

	private List<SharedWrite<T>> taken() {
		SharedWrite<T> write = this.alone.poll();
		if (write != null) {
			return List.of(write);
		}
		List<SharedWrite<T>> writes = new ArrayList<>();
		while (writes.size() < MAX_TOGETHER && (write = this.waiting.poll()) != null) {
			writes.add(write);
		}
		return writes;
	}

	private void read() {
		this.storage.read(this.cell.key()).defaultIfEmpty(StoredValue.ABSENT).subscribe((stored) -> {
			this.cell.replica().adopt(stored);
			goOn();
		}, (failure) -> {
			logger.debug("State '" + this.cell.key() + "' could not be read", failure);
			readLater();
			goOn();
		});
	}

	private void readLater() {
		this.nextRead.update(Mono.delay(READ_AGAIN).subscribe((tick) -> refresh()));
	}

	private boolean isSent(List<SharedWrite<T>> writes) {
		SharedCopy<T> copy = this.cell.replica().copy();
		List<SharedWrite<T>> applied = new ArrayList<>();
		byte[] content;
		try {
			this.cell.checkNotRetired();
			T value = applied(writes, copy.value(), applied);
			if (applied.isEmpty()) {
				return false;
			}
			content = this.cell.content().encode(value);
		}
		catch (RuntimeException | Error ex) {
			refused(applied.isEmpty() ? writes : applied, ex);
			return false;
		}
		// The answer tells what others have written
		this.outdated = false;
		this.storage.compareAndSet(this.cell.key(), copy.revision(), this.cell.content().version(), content)
			.subscribe((result) -> answered(result, applied), (failure) -> {
				// It may have been written all the same
				this.outdated = true;
				applied.forEach((write) -> write.fail(failure));
				goOn();
			});
		return true;
	}

	private T applied(List<SharedWrite<T>> writes, T first, List<SharedWrite<T>> applied) {
		T value = first;
		this.changing = Thread.currentThread();
		try {
			for (SharedWrite<T> write : writes) {
				if (write.isOlderThan(LIMIT)) {
					write.fail(tooLate());
				}
				else if (write.apply(value, this.cell.use())) {
					value = write.value();
					applied.add(write);
				}
			}
			return value;
		}
		finally {
			this.changing = null;
		}
	}

	private StateStorageException tooLate() {
		return new StateStorageException(
				"State '%s' could not be written within %d s, as others write it again and again, or %s is slow."
					.formatted(this.cell.key(), LIMIT.toSeconds(), this.storage.describe()),
				"Write it less often, or spread what it holds over several keys.", null);
	}

	private void refused(List<SharedWrite<T>> writes, Throwable failure) {
		if (writes.size() == 1) {
			writes.get(0).fail(failure);
		}
		else {
			// Not all of them need to be at fault
			this.alone.addAll(writes);
		}
	}

	private void answered(StoredWrite result, List<SharedWrite<T>> writes) {
		if (result.written()) {
			try {
				this.cell.replica().written(result.present().revision(), writes);
			}
			finally {
				writes.forEach(SharedWrite::succeed);
			}
			goOn();
		}
		else {
			this.cell.replica().adopt(result.present());
			// At once: with a read in between, another would be first again and again
			if (!isSent(writes)) {
				goOn();
			}
		}
	}

}
