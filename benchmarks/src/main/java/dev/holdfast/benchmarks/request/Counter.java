package dev.holdfast.benchmarks.request;

/**
 * What is called through a proxy.
 */
public class Counter {

	private int value;

	/**
	 * Add to the counter.
	 * @param by how much
	 * @return the value after that
	 */
	public int inc(int by) {
		this.value += by;
		return this.value;
	}

}
