package dev.holdfast.reload;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.holdfast.reload.watch.DirectoryEvents;
import dev.holdfast.reload.watch.FileChange;
import dev.holdfast.reload.watch.FileChanges;
import dev.holdfast.reload.watch.FileTree;
import dev.holdfast.reload.watch.Snapshot;

/**
 * The files that are looked at with some settings.
 * <p>
 * Thread-safe: immutable but for volatile fields, each written by one thread.
 */
final class Watching {

	private static final Duration MIN_INTERVAL = Duration.ofMillis(50);

	private static final Duration MAX_WAIT = Duration.ofSeconds(1);

	private final ReloadSettings settings;

	private final FileTree tree;

	private final DirectoryEvents events;

	private volatile boolean closed;

	private volatile long nextScan = System.nanoTime();

	private Watching(ReloadSettings settings, List<Path> directories) {
		this.settings = settings;
		this.tree = new FileTree(directories, settings.excludes());
		this.events = DirectoryEvents.of(directories);
	}

	static Watching of(List<Path> directories, ReloadSettings settings) {
		List<Path> all = new ArrayList<>(directories);
		all.addAll(settings.additionalPaths());
		return new Watching(settings, all);
	}

	ReloadSettings settings() {
		return this.settings;
	}

	/**
	 * Return what to compare with from now on.
	 * @param loaded the files as they were loaded, seen with other settings
	 * @return the files as they were loaded
	 */
	Snapshot adopt(@Nullable Snapshot loaded) {
		return (loaded != null) ? loaded.adoptedBy(scan()) : scan();
	}

	Snapshot scan() {
		Snapshot snapshot = this.tree.scan();
		Duration interval = snapshot.cost().multipliedBy(5);
		long pause = Math.max(interval.toNanos(), MIN_INTERVAL.toNanos());
		this.nextScan = System.nanoTime() + pause;
		return snapshot;
	}

	/**
	 * Return whether files may have changed since they were looked at. Cheap and never
	 * blocks: asks the file system's events, or the clock where there are none.
	 * @return whether to look
	 */
	boolean mayHaveChanged() {
		return this.events.areReliable() ? this.events.poll() : System.nanoTime() - this.nextScan > 0;
	}

	/**
	 * Call back whenever something changes, until this is closed.
	 * @param signal what to call
	 */
	void awaitEvents(Runnable signal) {
		try {
			while (!this.closed) {
				if (this.events.await(MAX_WAIT)) {
					signal.run();
					// What is known need not be found out by a request
					if (this.events.poll()) {
						signal.run();
					}
				}
			}
		}
		catch (InterruptedException ex) {
			// Nobody waits for this thread
		}
	}

	/**
	 * Return whether changes are to be acted upon.
	 * @param changes what has changed, if only by its time
	 * @return whether there is no trigger file, or it is among them
	 */
	boolean isTriggered(FileChanges changes) {
		String trigger = this.settings.triggerFile();
		return trigger == null || changes.all().stream().anyMatch((change) -> isNamed(change, trigger));
	}

	FileChanges withoutTrigger(FileChanges changes) {
		String trigger = this.settings.triggerFile();
		return (trigger != null)
				? new FileChanges(changes.all().stream().filter((change) -> !isNamed(change, trigger)).toList())
				: changes;
	}

	private static boolean isNamed(FileChange change, String fileName) {
		Path name = change.file().getFileName();
		return name != null && name.toString().equals(fileName);
	}

	void close() {
		this.closed = true;
		this.events.close();
	}

}
