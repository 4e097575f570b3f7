package dev.holdfast.benchmarks.request;

/**
 * A proxy as one would write it by hand.
 */
public class CounterProxy extends Counter {

	private final CounterSlots slots;

	private final int ordinal;

	/**
	 * Create a proxy.
	 * @param slots the objects of the current request
	 * @param ordinal the slot of the one meant
	 */
	public CounterProxy(CounterSlots slots, int ordinal) {
		this.slots = slots;
		this.ordinal = ordinal;
	}

	@Override
	public int inc(int by) {
		return this.slots.get(this.ordinal).inc(by);
	}

}
