package dev.holdfast.state;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.holdfast.state.storage.StoredValue;

/**
 * What this JVM knows of the value of a shared cell, and who wants to hear of it.
 * <p>
 * Reading takes the copy, a volatile reference to an immutable object. Only the worker of
 * {@link SharedWrites} replaces it, when the storage has answered, and it does so within
 * the monitor of this object, as it calls listeners and keeps the history.
 *
 * @param <T> the type of the value
 */
final class SharedReplica<T> {

	private final CellListeners<T> listeners = new CellListeners<>();

	private final SharedContent<T> content;

	private final CellGeneration generation;

	private final CellHistory<T> history;

	private volatile SharedCopy<T> copy;

	SharedReplica(SharedContent<T> content, CellGeneration generation, StoredValue first) {
		this.content = content;
		this.generation = generation;
		int size = content.definition().historySize(generation.historySize());
		this.history = new CellHistory<>(size, List.of());
		this.copy = content.copyOf(first);
		changed(null, this.copy.present());
	}

	SharedCopy<T> copy() {
		return this.copy;
	}

	CellListeners<T> listeners() {
		return this.listeners;
	}

	CellHistory<T> history() {
		return this.history;
	}

	/**
	 * Take over what somebody else has stored.
	 * @param stored what is stored
	 */
	synchronized void adopt(StoredValue stored) {
		SharedCopy<T> former = this.copy;
		if (stored == StoredValue.ABSENT) {
			// The storage has lost it, or let go of it: the next write brings it back
			this.copy = new SharedCopy<>(0, former.present(), former.parked());
		}
		else if (stored.revision() != former.revision()) {
			this.copy = this.content.copyOf(stored);
			changed(former.present(), this.copy.present());
		}
	}

	/**
	 * Changes of this JVM have been stored.
	 * @param revision the revision of the last one
	 * @param writes the changes
	 */
	synchronized void written(long revision, List<SharedWrite<T>> writes) {
		T former = this.copy.present();
		this.copy = new SharedCopy<>(revision, writes.get(writes.size() - 1).value(), null);
		for (SharedWrite<T> write : writes) {
			changed(former, write.value());
			former = write.value();
		}
	}

	private void changed(@Nullable T former, @Nullable T value) {
		if (value != null) {
			this.history.add(value, this.generation);
			if (former != null) {
				this.listeners.changed(this.content.definition().key(), former, value);
			}
		}
	}

	synchronized void forgetHistory() {
		this.history.clear();
	}

}
