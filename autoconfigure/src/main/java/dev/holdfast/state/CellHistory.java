package dev.holdfast.state;

import java.util.ArrayList;
import java.util.List;

/**
 * The latest values of one cell. Written under the lock of the cell; the list is
 * immutable and volatile, so that readers need no lock.
 *
 * @param <T> the type of the value
 */
final class CellHistory<T> {

	private volatile int size;

	private volatile List<StateChange<T>> changes;

	CellHistory(int size, List<StateChange<T>> changes) {
		this.size = size;
		this.changes = latest(changes);
	}

	int size() {
		return this.size;
	}

	void resize(int size) {
		this.size = size;
		this.changes = latest(this.changes);
	}

	void add(T value, CellGeneration generation) {
		if (this.size > 0) {
			List<StateChange<T>> changes = new ArrayList<>(this.changes);
			changes.add(new StateChange<>(value, generation.now(), generation.number()));
			this.changes = latest(changes);
		}
	}

	void clear() {
		this.changes = List.of();
	}

	List<StateChange<T>> changes() {
		return this.changes;
	}

	private List<StateChange<T>> latest(List<StateChange<T>> changes) {
		return List.copyOf(changes.subList(Math.max(0, changes.size() - this.size), changes.size()));
	}

}
