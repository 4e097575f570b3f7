package dev.holdfast.benchmarks.request;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The least that finds an object of the current request: a thread local, and a slot that
 * another thread may have filled.
 */
public final class CounterSlots {

	private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

	private final ThreadLocal<Object[]> slots = new ThreadLocal<>();

	/**
	 * Begin a request on the calling thread.
	 * @param values its objects
	 */
	public void begin(Counter... values) {
		Object[] filled = new Object[values.length];
		System.arraycopy(values, 0, filled, 0, values.length);
		this.slots.set(filled);
	}

	/**
	 * Return an object of the current request.
	 * @param ordinal its slot
	 * @return the object
	 */
	public Counter get(int ordinal) {
		return (Counter) SLOT.getAcquire(this.slots.get(), ordinal);
	}

}
