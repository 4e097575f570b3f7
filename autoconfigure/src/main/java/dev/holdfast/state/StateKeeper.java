package dev.holdfast.state;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.holdfast.restart.Restarts;
import dev.holdfast.state.storage.StateFile;
import dev.holdfast.state.storage.StateFileSettings;
import dev.holdfast.state.storage.StateStorageException;

/**
 * Writes state to its file: a while after a change, when somebody asks for it, and at the
 * end of the JVM. What changes inside of a value is seen by looking for it now and then.
 * <p>
 * One thread writes. Whoever changes a cell sets a flag and, if it was not set, wakes
 * that thread; the flag is cleared before a snapshot is begun, so that a change which the
 * snapshot has missed sets it again. A flush is completed by a snapshot that was begun
 * after it was asked for. All other fields are guarded by the monitor or belong to the
 * thread. A snapshot may hold objects of a generation, so nothing keeps it: what is
 * compared with the next one is a digest.
 */
final class StateKeeper implements StateWrites {

	private static final Log logger = LogFactory.getLog(StateKeeper.class);

	private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

	/**
	 * Writing may take this part of the time, however much there is to write.
	 */
	private static final int SHARE = 10;

	private final AtomicBoolean changed = new AtomicBoolean();

	private final CountDownLatch ended = new CountDownLatch(1);

	private final StateFile file;

	private final StateFileSettings settings;

	private final Supplier<Content> snapshots;

	private List<CompletableFuture<Void>> flushes = new ArrayList<>();

	private volatile long changeTime;

	private boolean closed;

	private long lastDuration;

	private byte[] lastDigest = {};

	private @Nullable String lastFailure;

	private StateKeeper(StateFile file, StateFileSettings settings, Supplier<Content> snapshots) {
		this.file = file;
		this.settings = settings;
		this.snapshots = snapshots;
	}

	/**
	 * Begin to write.
	 * @param file the file
	 * @param settings how often to write
	 * @param snapshots gives the content
	 * @return the keeper
	 */
	static StateKeeper start(StateFile file, StateFileSettings settings, Supplier<Content> snapshots) {
		StateKeeper keeper = new StateKeeper(file, settings, snapshots);
		Restarts.startBaseThread("holdfast-state-file", true, keeper::run);
		return keeper;
	}

	StateFileSettings settings() {
		return this.settings;
	}

	@Override
	public void changed() {
		if (!this.changed.get() && this.changed.compareAndSet(false, true)) {
			this.changeTime = System.nanoTime();
			synchronized (this) {
				notifyAll();
			}
		}
	}

	@Override
	public Mono<Void> flush() {
		// What comes after it must not run on the thread that writes
		return Mono.fromFuture(this::requestFlush, true).publishOn(Schedulers.parallel());
	}

	private synchronized CompletableFuture<Void> requestFlush() {
		CompletableFuture<Void> flush = new CompletableFuture<>();
		if (this.closed) {
			flush.completeExceptionally(closedFailure());
			return flush;
		}
		this.flushes.add(flush);
		notifyAll();
		return flush;
	}

	private StateStorageException closedFailure() {
		return new StateStorageException("The state file %s is closed.".formatted(this.file),
				"Write state before the application ends.", null);
	}

	/**
	 * Write what there is for the last time, and let go of the file. Waits for it.
	 */
	void close() {
		synchronized (this) {
			this.closed = true;
			notifyAll();
		}
		try {
			if (!this.ended.await(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
				logger.warn("The state file %s could not be written within %d s at the end of the application"
					.formatted(this.file, CLOSE_LIMIT.toSeconds()));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void run() {
		try (StateFile file = this.file) {
			Work work = awaitWork();
			while (!work.last) {
				write(file, work.flushes);
				work = awaitWork();
			}
			write(file, work.flushes);
		}
		catch (IOException | InterruptedException | RuntimeException | Error ex) {
			logger.warn("The state file %s is written no more: %s".formatted(this.file, ex));
		}
		finally {
			end();
		}
	}

	private synchronized void end() {
		this.closed = true;
		this.flushes.forEach((flush) -> flush.completeExceptionally(closedFailure()));
		this.ended.countDown();
	}

	private synchronized Work awaitWork() throws InterruptedException {
		long pause = this.lastDuration * SHARE;
		long scan = System.nanoTime() + Math.max(this.settings.scanInterval().toNanos(), pause);
		long wait = 1;
		while (!this.closed && this.flushes.isEmpty() && wait > 0) {
			long now = System.nanoTime();
			wait = scan - now;
			if (this.changed.get()) {
				wait = Math.min(wait, this.changeTime + Math.max(this.settings.writeDelay().toNanos(), pause) - now);
			}
			if (wait > 0) {
				TimeUnit.NANOSECONDS.timedWait(this, wait);
			}
		}
		Work work = new Work(this.flushes, this.closed);
		this.flushes = new ArrayList<>();
		return work;
	}

	private void write(StateFile file, List<CompletableFuture<Void>> flushes) {
		long start = System.nanoTime();
		this.changed.set(false);
		try {
			Content content = this.snapshots.get();
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.bytes);
			if (!MessageDigest.isEqual(digest, this.lastDigest) || !file.isPresent()) {
				file.write(content.bytes);
				this.lastDigest = digest;
			}
			this.lastFailure = null;
			complete(flushes, content.changing);
		}
		catch (IOException | NoSuchAlgorithmException | RuntimeException | Error ex) {
			StateStorageException failure = failed(ex);
			flushes.forEach((flush) -> flush.completeExceptionally(failure));
		}
		this.lastDuration = System.nanoTime() - start;
	}

	private void complete(List<CompletableFuture<Void>> flushes, Set<String> changing) {
		if (changing.isEmpty()) {
			flushes.forEach((flush) -> flush.complete(null));
			return;
		}
		changed();
		StateStorageException failure = new StateStorageException(
				"State %s was being changed all the while it was read, so the state file %s has it as it was before."
					.formatted(changing, this.file),
				"Flush again, or keep a value that is replaced as a whole or a collection for use by many threads.",
				null);
		flushes.forEach((flush) -> flush.completeExceptionally(failure));
	}

	private StateStorageException failed(Throwable cause) {
		// As text: a failure may hold classes of a generation
		String failure = cause.toString();
		StateStorageException exception = new StateStorageException(
				"The state file %s could not be written: %s.".formatted(this.file, failure),
				"Make room or access for it, or set holdfast.state.storage to heap. The next change is written again.",
				null);
		if (!failure.equals(this.lastFailure)) {
			this.lastFailure = failure;
			logger.warn(exception.getMessage());
		}
		return exception;
	}

	/**
	 * What to write.
	 *
	 * @param bytes the stored form of all state
	 * @param changing the keys whose values could not be read, as somebody was changing
	 * them
	 */
	record Content(byte[] bytes, Set<String> changing) {

	}

	/**
	 * A reason to write.
	 *
	 * @param flushes who waits for it
	 * @param last whether there will be no more
	 */
	private record Work(List<CompletableFuture<Void>> flushes, boolean last) {

	}

}
