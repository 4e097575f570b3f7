package dev.holdfast.request;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * A request that is being handled: a slot for each request state, what is to be closed
 * when it is over, and how many still need it.
 * <p>
 * Thread-safe, since one request may be on many threads. Slots are read without a lock,
 * with acquire semantics. All else is guarded by the request's monitor, which is never
 * held while code of the application runs. An initializer runs once and holds up nobody
 * else, for which {@link Initializers} sees. Values are added while the request is open,
 * which ends when the last one that needs it releases it; from then on there is one
 * thread at a time that closes and empties slots.
 */
final class ActiveRequest {

	private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

	private final RequestScopes scopes;

	private final String id;

	private volatile @Nullable Object[] slots;

	private volatile @Nullable ServerWebExchange exchange;

	private @Nullable Initializers initializers;

	private @Nullable Deque<Closing> closings;

	private int references = 1;

	@SuppressWarnings("NullAway")
	ActiveRequest(RequestScopes scopes, String id, int slots) {
		this.scopes = scopes;
		this.id = id;
		this.slots = new Object[slots];
	}

	String id() {
		return this.id;
	}

	boolean isOf(RequestScopes owner) {
		return this.scopes == owner;
	}

	@Nullable ServerWebExchange exchange() {
		return this.exchange;
	}

	void exchange(ServerWebExchange exchange) {
		this.exchange = exchange;
	}

	/**
	 * Return the exchange for something that cannot be without.
	 * @param name what needs it
	 * @return the exchange as the filter chain left it
	 * @throws MissingRequestValueException if the request has not reached the filters
	 * @throws RequestEndedException if it is over
	 */
	ServerWebExchange requireExchange(String name) {
		ServerWebExchange current = this.exchange;
		if (current == null) {
			throw isOver() ? RequestErrors.ended(name, this) : RequestErrors.noExchange(name, this);
		}
		return current;
	}

	@Nullable Object peek(int ordinal) {
		@Nullable Object[] current = this.slots;
		return (ordinal < current.length) ? SLOT.getAcquire(current, ordinal) : null;
	}

	/**
	 * Return the value of a slot, and make it if there is none. Of all threads that ask
	 * at once, one makes it, and the others wait.
	 * @param ordinal the slot
	 * @param name the name of what is in it
	 * @param initializer makes the value
	 * @param closer closes the value, or {@code null}
	 * @return the value
	 */
	Object getOrCreate(int ordinal, String name, Supplier<? extends @Nullable Object> initializer,
			@Nullable ValueCloser closer) {
		return exclusively(ordinal, name, () -> {
			Object present = peek(ordinal);
			if (present != null) {
				return present;
			}
			Object created = initializer.get();
			if (created == null) {
				throw RequestErrors.madeNothing(name);
			}
			return add(ordinal, name, created, closer, false);
		});
	}

	/**
	 * Run something that makes a value, while no other thread does so.
	 * @param <T> the type of the value
	 * @param key tells the value
	 * @param name the name of the value
	 * @param initializer what to run
	 * @return the value
	 */
	<T> T exclusively(Object key, String name, Supplier<T> initializer) {
		return initializers(name).run(key, name, initializer);
	}

	void set(int ordinal, String name, Object value, @Nullable ValueCloser closer) {
		add(ordinal, name, value, closer, true);
	}

	private Object add(int ordinal, String name, Object value, @Nullable ValueCloser closer, boolean replace) {
		Closing closing = (closer != null && closer.closes(value)) ? new Closing(name, ordinal, value, closer::close)
				: null;
		synchronized (this) {
			if (this.references > 0) {
				Object present = peek(ordinal);
				if (closing != null && !isKnown(closing)) {
					push(closing);
				}
				if (present != null && !replace) {
					return present;
				}
				SLOT.setRelease(slotsWith(ordinal), ordinal, value);
				return value;
			}
		}
		if (closing != null) {
			this.scopes.closer().closeLate(this, closing);
		}
		throw RequestErrors.ended(name, this);
	}

	private boolean isKnown(Closing closing) {
		return this.closings != null && this.closings.stream()
			.anyMatch((known) -> known.value() == closing.value() && known.ordinal() == closing.ordinal());
	}

	private @Nullable Object[] slotsWith(int ordinal) {
		@Nullable Object[] current = this.slots;
		if (ordinal >= current.length) {
			current = Arrays.copyOf(current, ordinal + 4);
			this.slots = current;
		}
		return current;
	}

	private synchronized Initializers initializers(String name) {
		if (this.references == 0) {
			throw RequestErrors.ended(name, this);
		}
		if (this.initializers == null) {
			this.initializers = new Initializers();
		}
		return this.initializers;
	}

	/**
	 * Take the value of a slot out. It is not closed any more.
	 * @param ordinal the slot
	 * @return the value, or {@code null} if there is none
	 */
	synchronized @Nullable Object remove(int ordinal) {
		Object value = peek(ordinal);
		if (value == null || this.references == 0) {
			return null;
		}
		if (this.closings != null) {
			this.closings.removeIf((closing) -> closing.ordinal() == ordinal && closing.value() == value);
		}
		SLOT.setRelease(this.slots, ordinal, null);
		return value;
	}

	/**
	 * Do something when the request is over; at once if it is over already.
	 * @param closing what to do
	 * @throws RequestEndedException if it is over already
	 */
	void atEnd(Closing closing) {
		synchronized (this) {
			if (this.references > 0) {
				push(closing);
				return;
			}
		}
		this.scopes.closer().closeLate(this, closing);
		throw RequestErrors.ended(closing.name(), this);
	}

	synchronized boolean isOver() {
		return this.references == 0;
	}

	/**
	 * Need the request until {@link #release()}.
	 * @return whether it is not over yet
	 */
	synchronized boolean retain() {
		return this.references > 0 && ++this.references > 0;
	}

	/**
	 * Need the request no longer. The last one to say so ends it: what is to be closed is
	 * returned, the latest first, and all slots of which nothing is to be closed are
	 * empty.
	 * @return what the caller must close, none if others still need the request
	 */
	synchronized List<Closing> release() {
		if (this.references == 0 || --this.references > 0) {
			return List.of();
		}
		List<Closing> all = (this.closings != null) ? List.copyOf(this.closings) : List.of();
		this.closings = null;
		this.initializers = null;
		if (all.isEmpty()) {
			clear();
		}
		return all;
	}

	/**
	 * Empty the slot of something that is closed, unless something else is in it by now.
	 * @param closing what is closed
	 */
	void clear(Closing closing) {
		@Nullable Object[] current = this.slots;
		if (closing.ordinal() < current.length) {
			SLOT.compareAndSet(current, closing.ordinal(), closing.value(), null);
		}
	}

	private void push(Closing closing) {
		if (this.closings == null) {
			this.closings = new ArrayDeque<>(2);
		}
		this.closings.push(closing);
	}

	void clear() {
		this.slots = new @Nullable Object[0];
		this.exchange = null;
	}

	@Override
	public String toString() {
		return "request " + this.id;
	}

}
