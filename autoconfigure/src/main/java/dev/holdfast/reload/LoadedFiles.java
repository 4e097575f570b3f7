package dev.holdfast.reload;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.holdfast.reload.watch.Snapshot;

/**
 * The files that the running generation was loaded from, and whether they may have
 * changed since.
 * <p>
 * All under the monitor of this object. Whoever says that something may have changed is
 * counted, and {@link #unchanged(long)} holds only if nobody has been since the look at
 * the files began: generations, requests and the file system speak on their own threads.
 */
final class LoadedFiles {

	private volatile boolean dirty;

	private boolean unread;

	private @Nullable Snapshot loaded;

	private @Nullable Snapshot next;

	private int generation;

	private long signals;

	private long signalsAtRestart;

	/**
	 * Return whether files may have changed.
	 * @return whether that is to be found out, or has been
	 */
	boolean areDirty() {
		return this.dirty;
	}

	synchronized void maybeChanged() {
		this.signals++;
		this.dirty = true;
	}

	/**
	 * Return how often it was said that something may have changed.
	 * @return the number to pass on when it is found out
	 */
	synchronized long signals() {
		return this.signals;
	}

	void changed() {
		this.dirty = true;
	}

	/**
	 * Nothing has changed that matters.
	 * @param seen the number of signals when the look at the files began
	 * @return whether that is still so
	 */
	synchronized boolean unchanged(long seen) {
		if (this.signals != seen) {
			return false;
		}
		this.dirty = false;
		return true;
	}

	synchronized @Nullable Snapshot get() {
		return this.loaded;
	}

	synchronized void set(Snapshot snapshot) {
		this.loaded = snapshot;
	}

	/**
	 * The files are these, and what they contain is to be read.
	 * @param snapshot the files
	 */
	synchronized void setUnread(Snapshot snapshot) {
		this.loaded = snapshot;
		this.unread = true;
	}

	/**
	 * Return whether the files are to be read, which is then up to the caller.
	 * @return whether nobody has taken that upon himself yet
	 */
	synchronized boolean takeUnread() {
		boolean taken = this.unread;
		this.unread = false;
		return taken;
	}

	/**
	 * A restart is going to load these files.
	 * @param now the files
	 * @param seen the number of signals when the look at them began
	 */
	synchronized void restart(Snapshot now, long seen) {
		this.next = now;
		this.signalsAtRestart = seen;
	}

	synchronized void noRestart() {
		this.next = null;
	}

	synchronized boolean areBeingReplaced() {
		return this.next != null;
	}

	/**
	 * A generation is about to load its classes.
	 * @param number its number; nothing happens if it has been said before
	 * @param scan looks at the files, if the restart was somebody else's idea
	 */
	void starting(int number, Supplier<Snapshot> scan) {
		if (isNew(number) && !replaced()) {
			// Not under the monitor, which event loops enter
			setUnread(scan.get());
		}
	}

	private synchronized boolean isNew(int number) {
		boolean another = number != this.generation;
		this.generation = number;
		return another;
	}

	/**
	 * The restart has come so far that files are loaded.
	 * @return whether there was one
	 */
	synchronized boolean replaced() {
		if (this.next == null) {
			return false;
		}
		this.loaded = this.next;
		this.next = null;
		// Otherwise there may be more to see than what this restart is for
		this.dirty = this.signals != this.signalsAtRestart;
		return true;
	}

	synchronized void forgive() {
		this.dirty = false;
	}

}
