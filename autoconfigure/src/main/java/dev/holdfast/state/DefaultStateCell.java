package dev.holdfast.state;

import java.util.List;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import reactor.core.Disposable;

/**
 * A cell in the memory of this JVM. It belongs to one generation.
 * <p>
 * The content is volatile: a value, or a {@link CellMarker} in its place. Readers take no
 * lock; all that they pay for migration is a look at the class of the content. Writers
 * hold the lock of the cell, so each update starts from the value that the last one left.
 * <p>
 * At the end of its generation the cell is frozen, in two steps. First the generation is
 * marked as retired: whoever takes the lock afterwards is refused, so the freeze waits
 * for one running update at most. Then the content is replaced by a marker, with the lock
 * held, or without it if the running update takes too long. Writers replace the content
 * by compare-and-set, so that such an update finds the marker and is refused. Either an
 * update was acknowledged before the freeze, and its value is the one that moves on, or
 * it throws; it cannot be lost. Readers of a frozen cell see its last value: their
 * request began before the freeze, and might have read it then.
 * <p>
 * What surrounds the content is guarded by the lock, and readable without it.
 *
 * @param <T> the type of the value
 */
final class DefaultStateCell<T> extends CellContent implements StateCell<T> {

	private final CellGeneration generation;

	private final CellLock lock;

	private final CellListeners<T> listeners = new CellListeners<>();

	private final CellHistory<T> history;

	private volatile CellUse<T> use;

	/**
	 * Create a cell.
	 * @param use how it is used
	 * @param generation the generation that it belongs to
	 * @param content the value, or a marker in its place
	 * @param history the values before it
	 */
	DefaultStateCell(CellUse<T> use, CellGeneration generation, Object content, List<StateChange<T>> history) {
		super(content);
		this.use = use;
		this.generation = generation;
		this.lock = new CellLock(use.definition().key());
		this.history = new CellHistory<>(use.definition().historySize(generation.historySize()), history);
		startHistory();
	}

	CellUse<T> use() {
		return this.use;
	}

	@SuppressWarnings("unchecked")
	<S> DefaultStateCell<S> as(Class<S> type) {
		this.use.checkType(type);
		return (DefaultStateCell<S>) this;
	}

	@SuppressWarnings("unchecked")
	<S> DefaultStateCell<S> as(StateDefinition<S> definition) {
		this.use.checkDefinition(definition);
		if (!this.use.isDefinition()) {
			complete((StateDefinition<T>) definition);
		}
		return (DefaultStateCell<S>) this;
	}

	private void complete(StateDefinition<T> definition) {
		CellUse<T> use = new CellUse<>(definition, CallSite.current());
		this.lock.lock();
		try {
			this.use = use;
			this.history.resize(definition.historySize(this.generation.historySize()));
			startHistory();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void startHistory() {
		Object content = content();
		if (this.history.changes().isEmpty() && !(content instanceof CellMarker)) {
			this.history.add(valueOf(content), this.generation);
		}
	}

	@Override
	public String key() {
		return this.use.definition().key();
	}

	@Override
	public T get() {
		Object content = content();
		return valueOf((content instanceof CellMarker marker) ? marker.read() : content);
	}

	@Override
	public void set(T value) {
		setUnchecked(value);
	}

	void setUnchecked(@Nullable Object value) {
		T checked = this.use.checked(value);
		this.lock.lock();
		try {
			commit(current(), checked);
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public T update(UnaryOperator<T> change) {
		Assert.notNull(change, "'change' must not be null");
		this.lock.lock();
		try {
			Object current = current();
			T changed = this.use.checked(change.apply(valueOf(current)));
			commit(current, changed);
			return changed;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public T reset() {
		this.lock.checkNotHeld();
		return this.generation.initialization().once(key(), CallSite.current(), () -> {
			checkWritable(content());
			T initial = this.use.initialValue();
			setUnchecked(initial);
			return initial;
		});
	}

	/**
	 * Let go of the value, parked or not, and of what came before it. The caller holds
	 * the lock of all initializers.
	 * @param forget forgets what is parked elsewhere, unless the generation is retired
	 */
	void discard(Runnable forget) {
		this.lock.checkNotHeld();
		T initial = this.use.initialValue();
		this.lock.lock();
		try {
			Object content = content();
			if (!(content instanceof CellMarker marker && marker.isParked())) {
				checkWritable(content);
			}
			forget.run();
			replace(content, initial);
			this.history.clear();
			changed(content, initial);
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public Disposable onChange(StateChangeListener<? super T> listener) {
		return this.listeners.add(listener);
	}

	@Override
	public List<StateChange<T>> history() {
		return this.history.changes();
	}

	/**
	 * Refuse all writing from now on. The generation is retired.
	 * @param nanos how long to wait for a running update at most
	 * @return whether no update is running any more
	 */
	boolean freeze(long nanos) {
		boolean locked = this.lock.tryLock(nanos);
		try {
			freezeContent(key(), this.generation.number());
			return locked;
		}
		finally {
			if (locked) {
				this.lock.unlock();
			}
		}
	}

	int historySize() {
		return this.history.size();
	}

	private Object current() {
		Object content = content();
		checkWritable(content);
		return content;
	}

	private void checkWritable(Object content) {
		if (content instanceof CellMarker marker) {
			throw marker.refused();
		}
		this.generation.checkNotRetired(key());
	}

	private void commit(Object expected, T value) {
		replace(expected, value);
		changed(expected, value);
	}

	private void replace(Object expected, T value) {
		if (!exchange(expected, value)) {
			throw new StaleStateException(key(), this.generation.number());
		}
	}

	private void changed(Object former, T value) {
		this.history.add(value, this.generation);
		this.generation.writes().changed();
		if (!(former instanceof CellMarker)) {
			this.listeners.changed(key(), valueOf(former), value);
		}
	}

	@SuppressWarnings("unchecked")
	private T valueOf(Object content) {
		return (T) content;
	}

	@Override
	public String toString() {
		return this.use.definition().toString();
	}

}
