package dev.holdfast.request;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a request may have: it counts how often it is closed, and must not be used
 * afterwards.
 */
class ServedClient implements AutoCloseable {

	private final String name;

	private final AtomicInteger closings = new AtomicInteger();

	ServedClient(String name) {
		this.name = name;
	}

	/**
	 * Use the client.
	 * @return its name
	 */
	String use() {
		if (this.closings.get() > 0) {
			throw new IllegalStateException(this.name + " is closed");
		}
		return this.name;
	}

	int closings() {
		return this.closings.get();
	}

	@Override
	public void close() {
		this.closings.incrementAndGet();
	}

}
