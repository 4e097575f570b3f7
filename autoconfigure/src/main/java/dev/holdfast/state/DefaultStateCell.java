package dev.holdfast.state;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * A cell in the memory of this JVM.
 * <p>
 * Writers hold the lock of the cell, so each update starts from the value that the last
 * one left. The value is volatile: readers need no lock.
 *
 * @param <T> the type of the value
 */
final class DefaultStateCell<T> implements StateCell<T> {

	private final String key;

	private final Class<T> type;

	private final String definedAt;

	private final Function<Object, AppTypeSearch.@Nullable Find> search;

	private final ReentrantLock writing = new ReentrantLock();

	private volatile T value;

	DefaultStateCell(String key, Class<T> type, String definedAt, @Nullable Object value,
			Function<Object, AppTypeSearch.@Nullable Find> search) {
		this.key = key;
		this.type = type;
		this.definedAt = definedAt;
		this.search = search;
		this.value = checked(value);
	}

	@SuppressWarnings("unchecked")
	<S> DefaultStateCell<S> as(Class<S> type) {
		if (type != this.type) {
			throw new StateTypeConflictException(this.key, this.type, this.definedAt, type, CallSite.current());
		}
		return (DefaultStateCell<S>) this;
	}

	@Override
	public String key() {
		return this.key;
	}

	@Override
	public T get() {
		return this.value;
	}

	@Override
	public void set(T value) {
		setUnchecked(value);
	}

	void setUnchecked(@Nullable Object value) {
		T checked = checked(value);
		lock();
		try {
			this.value = checked;
		}
		finally {
			this.writing.unlock();
		}
	}

	@Override
	public T update(UnaryOperator<T> change) {
		Assert.notNull(change, "'change' must not be null");
		lock();
		try {
			T changed = checked(change.apply(this.value));
			this.value = changed;
			return changed;
		}
		finally {
			this.writing.unlock();
		}
	}

	private void lock() {
		Assert.state(!this.writing.isHeldByCurrentThread(),
				() -> "State '" + this.key + "' is written within its own update, which would lose that write. "
						+ "Return the new value from the function instead");
		this.writing.lock();
	}

	private T checked(@Nullable Object value) {
		if (value == null) {
			throw UnsupportedStateException.nullValue(this.key);
		}
		AppTypeSearch.Find find = this.search.apply(value);
		if (find != null) {
			throw UnsupportedStateException.appType(this.key, find.path(), find.typeName());
		}
		if (!this.type.isInstance(value)) {
			throw new StateTypeConflictException(this.key, this.type, this.definedAt, value.getClass(),
					CallSite.current());
		}
		return this.type.cast(value);
	}

	@Override
	public String toString() {
		return "state '" + this.key + "' of type " + this.type.getName();
	}

}
