package dev.holdfast.session;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The attributes of a session as the requests of one generation see them.
 * <p>
 * While the generation is live these are the attributes themselves. Once it is retired,
 * its requests go on reading what was there at that moment, as the next generation gets
 * objects of other classes. What they write is written for both.
 */
final class SessionAttributes extends AbstractMap<String, Object> implements ConcurrentMap<String, Object> {

	private final Map<String, Object> shared;

	private final SessionRecord record;

	private final BooleanSupplier retired;

	private volatile @Nullable Map<String, Object> copy;

	SessionAttributes(Map<String, Object> shared, SessionRecord record, BooleanSupplier retired) {
		this.shared = shared;
		this.record = record;
		this.retired = retired;
	}

	void retire() {
		this.copy = new ConcurrentHashMap<>(this.shared);
	}

	private Map<String, Object> readable() {
		Map<String, Object> copy = this.copy;
		return (copy != null) ? copy : this.shared;
	}

	@Override
	public @Nullable Object get(@Nullable Object name) {
		return readable().get(name);
	}

	@Override
	public @Nullable Object getOrDefault(@Nullable Object name, @Nullable Object defaultValue) {
		return readable().getOrDefault(name, defaultValue);
	}

	@Override
	public boolean containsKey(@Nullable Object name) {
		return readable().containsKey(name);
	}

	@Override
	public int size() {
		return readable().size();
	}

	@Override
	public @Nullable Object put(String name, Object value) {
		return write(name, Objects.requireNonNull(value), (present) -> true);
	}

	@Override
	public @Nullable Object putIfAbsent(String name, Object value) {
		return write(name, Objects.requireNonNull(value), Objects::isNull);
	}

	@Override
	public @Nullable Object replace(String name, Object value) {
		return write(name, Objects.requireNonNull(value), Objects::nonNull);
	}

	@Override
	public boolean replace(String name, Object oldValue, Object newValue) {
		Object present = write(name, Objects.requireNonNull(newValue), oldValue::equals);
		return oldValue.equals(present);
	}

	@Override
	public @Nullable Object remove(@Nullable Object name) {
		return write((String) Objects.requireNonNull(name), null, (present) -> true);
	}

	@Override
	public boolean remove(@Nullable Object name, @Nullable Object value) {
		if (value == null) {
			return false;
		}
		Object present = write((String) Objects.requireNonNull(name), null, value::equals);
		return value.equals(present);
	}

	private @Nullable Object write(String name, @Nullable Object value, Predicate<@Nullable Object> condition) {
		synchronized (this.record) {
			Object present = readable().get(name);
			if (condition.test(present)) {
				set(readable(), name, value);
				set(this.shared, name, value);
				this.record.written(name, this.retired.getAsBoolean());
			}
			return present;
		}
	}

	private static void set(Map<String, Object> attributes, String name, @Nullable Object value) {
		if (value != null) {
			attributes.put(name, value);
		}
		else {
			attributes.remove(name);
		}
	}

	@Override
	public void clear() {
		synchronized (this.record) {
			readable().clear();
			this.shared.clear();
			this.record.cleared();
		}
	}

	@Override
	public Set<Entry<String, Object>> entrySet() {
		return new Entries();
	}

	private final class Entries extends AbstractSet<Entry<String, Object>> {

		@Override
		public int size() {
			return SessionAttributes.this.size();
		}

		@Override
		public Iterator<Entry<String, Object>> iterator() {
			return new EntryIterator(readable().entrySet().iterator());
		}

	}

	private final class EntryIterator implements Iterator<Entry<String, Object>> {

		private final Iterator<Entry<String, Object>> iterator;

		private @Nullable Entry<String, Object> last;

		EntryIterator(Iterator<Entry<String, Object>> iterator) {
			this.iterator = iterator;
		}

		@Override
		public boolean hasNext() {
			return this.iterator.hasNext();
		}

		@Override
		public Entry<String, Object> next() {
			Entry<String, Object> next = new WritableEntry(this.iterator.next());
			this.last = next;
			return next;
		}

		@Override
		public void remove() {
			Entry<String, Object> last = this.last;
			if (last == null) {
				throw new IllegalStateException("'next' has not been called before 'remove'");
			}
			SessionAttributes.this.remove(last.getKey());
			this.last = null;
		}

	}

	private final class WritableEntry extends SimpleEntry<String, Object> {

		private static final long serialVersionUID = 1L;

		WritableEntry(Entry<String, Object> entry) {
			super(entry);
		}

		@Override
		public Object setValue(Object value) {
			put(getKey(), value);
			return super.setValue(value);
		}

	}

}
