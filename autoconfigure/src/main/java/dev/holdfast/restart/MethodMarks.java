package dev.holdfast.restart;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Marks for methods by numbers that no two methods of a JVM share.
 * <p>
 * Thread-safe: marks are in atomic arrays that grow by whole chunks and never move. They
 * grow under the monitor of this object.
 */
final class MethodMarks {

	private static final int CHUNK = 1 << 12;

	private static final AtomicInteger NUMBERS = new AtomicInteger();

	private final int first = NUMBERS.get();

	private volatile AtomicIntegerArray[] chunks = {};

	synchronized int next() {
		int number = NUMBERS.getAndIncrement();
		int wanted = (number - this.first) / CHUNK + 1;
		AtomicIntegerArray[] all = this.chunks;
		if (wanted > all.length) {
			AtomicIntegerArray[] more = Arrays.copyOf(all, wanted);
			Arrays.setAll(more, (index) -> (index < all.length) ? all[index] : new AtomicIntegerArray(CHUNK));
			this.chunks = more;
		}
		return number;
	}

	boolean contains(int number) {
		int index = number - this.first;
		return this.chunks[index / CHUNK].get(index % CHUNK) != 0;
	}

	// Whether the number is of these, and has no mark
	boolean lack(int number) {
		int index = number - this.first;
		AtomicIntegerArray[] all = this.chunks;
		return index >= 0 && index / CHUNK < all.length && all[index / CHUNK].get(index % CHUNK) == 0;
	}

	void add(int number) {
		int index = number - this.first;
		this.chunks[index / CHUNK].set(index % CHUNK, 1);
	}

}
