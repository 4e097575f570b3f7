package dev.holdfast.reload.watch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The file system's own events about directories, where there are any: whether anything
 * may have changed since it was last asked for. Tells neither what nor where; a
 * {@link FileTree#scan() scan} does.
 * <p>
 * One thread is meant to be in {@link #await(Duration)} nearly all the time, for only
 * there new directories are registered. As long as some are not, {@link #poll()} keeps
 * saying that something happened. {@link #await(Duration)} and {@link #poll()} are told
 * independently of each other: neither takes from the other what it has to know.
 * <p>
 * A root that is deleted or missing makes the events {@link #areReliable() unreliable}
 * until it is there again and registered; its parent is watched for its being moved or
 * replaced. A file that is a symbolic link makes them unreliable for good, since nothing
 * tells of changes to what it leads to.
 * <p>
 * The JDK hands on an event a little after the write, once its own thread got to it: less
 * than a millisecond on an idle machine, more on a busy one.
 * <p>
 * Thread-safe: keys are handled under a lock that is held for no longer than it takes to
 * empty them, never while waiting and never while the disk is touched. While somebody
 * waits, {@link #poll()} puts a key back unread, which wakes that thread, so that event
 * loops do no more than notice. Registration has a lock of its own.
 *
 * @since 0.1.0
 */
public final class DirectoryEvents implements Closeable {

	private static final Log logger = LogFactory.getLog(DirectoryEvents.class);

	private static final Duration MISSING_ROOT_CHECK = Duration.ofMillis(100);

	private final @Nullable WatchService watcher;

	private final @Nullable WatchedDirectories directories;

	private final CountDownLatch closed = new CountDownLatch(1);

	private final Object keys = new Object();

	private final Object registration = new Object();

	private final AtomicBoolean unpolled = new AtomicBoolean();

	private final AtomicBoolean unawaited = new AtomicBoolean();

	// Guarded by keys
	private int waiting;

	private DirectoryEvents(@Nullable WatchService watcher, Collection<Path> roots) {
		this.watcher = watcher;
		this.directories = (watcher != null) ? new WatchedDirectories(watcher, roots) : null;
	}

	/**
	 * Watch directories with all that is in them.
	 * @param directories the directories, there or not
	 * @return their events
	 */
	public static DirectoryEvents of(Collection<Path> directories) {
		DirectoryEvents events = new DirectoryEvents(watcher(),
				directories.stream().map((directory) -> directory.toAbsolutePath().normalize()).toList());
		events.register();
		events.unpolled.set(false);
		events.unawaited.set(false);
		return events;
	}

	private static @Nullable WatchService watcher() {
		try {
			WatchService watcher = FileSystems.getDefault().newWatchService();
			if (!watcher.getClass().getSimpleName().contains("Polling")) {
				return watcher;
			}
			watcher.close();
		}
		catch (IOException | UnsupportedOperationException ex) {
			logger.debug("No events of the file system, so files are looked at instead", ex);
		}
		return null;
	}

	/**
	 * Whether whatever happens is told. If not, callers must scan.
	 * @return whether no event is missed
	 */
	public boolean areReliable() {
		return this.directories != null && this.closed.getCount() > 0 && this.directories.areAllWatched();
	}

	/**
	 * Whether anything may have happened since the last call. Never blocks, never touches
	 * the disk. Always true when there are no events at all. Only one caller is told:
	 * until it has looked, the others must not take silence for peace.
	 * @return whether it is worth looking
	 */
	public boolean poll() {
		WatchService watcher = this.watcher;
		WatchedDirectories directories = this.directories;
		if (watcher == null || directories == null) {
			return true;
		}
		try {
			synchronized (this.keys) {
				WatchKey key = watcher.poll();
				if (key != null && this.waiting > 0 && key.reset()) {
					return true;
				}
				drain(key, watcher, directories);
			}
		}
		catch (ClosedWatchServiceException ex) {
			return true;
		}
		return directories.isBehind() | this.unpolled.getAndSet(false);
	}

	/**
	 * Wait until something happens that no earlier call returned for, and register new
	 * directories meanwhile. {@link #poll()} stays true after it: whoever scans now asks
	 * that first, or somebody scans again for nothing.
	 * @param timeout how long to wait at most
	 * @return whether anything may have happened
	 * @throws InterruptedException if the thread is interrupted
	 */
	public boolean await(Duration timeout) throws InterruptedException {
		WatchService watcher = this.watcher;
		WatchedDirectories directories = this.directories;
		long end = System.nanoTime() + timeout.toNanos();
		if (watcher == null || directories == null) {
			this.closed.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
			return false;
		}
		try {
			for (long left = timeout.toNanos();; left = end - System.nanoTime()) {
				register();
				if (this.unawaited.getAndSet(false)) {
					return true;
				}
				if (left <= 0) {
					return false;
				}
				WatchKey key = take(watcher,
						directories.areRootsMissing() ? Math.min(left, MISSING_ROOT_CHECK.toNanos()) : left);
				synchronized (this.keys) {
					drain(key, watcher, directories);
				}
			}
		}
		catch (ClosedWatchServiceException ex) {
			return false;
		}
	}

	private @Nullable WatchKey take(WatchService watcher, long nanos) throws InterruptedException {
		synchronized (this.keys) {
			this.waiting++;
		}
		try {
			return watcher.poll(nanos, TimeUnit.NANOSECONDS);
		}
		finally {
			synchronized (this.keys) {
				this.waiting--;
			}
		}
	}

	private void drain(@Nullable WatchKey first, WatchService watcher, WatchedDirectories directories) {
		for (WatchKey key = first; key != null; key = watcher.poll()) {
			if (directories.take(key)) {
				happened();
			}
		}
	}

	private void register() {
		WatchedDirectories directories = this.directories;
		if (directories == null) {
			return;
		}
		synchronized (this.registration) {
			try {
				if (directories.register()) {
					happened();
				}
			}
			finally {
				directories.registered();
			}
		}
	}

	private void happened() {
		this.unpolled.set(true);
		this.unawaited.set(true);
	}

	@Override
	public void close() {
		this.closed.countDown();
		if (this.watcher != null) {
			try {
				this.watcher.close();
			}
			catch (IOException ex) {
				logger.debug("Cannot stop to watch directories", ex);
			}
		}
	}

}
