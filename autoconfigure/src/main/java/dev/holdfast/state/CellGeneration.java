package dev.holdfast.state;

import java.time.Clock;
import java.time.Instant;

/**
 * What all cells of one generation have in common.
 */
final class CellGeneration {

	private final int number;

	private final Clock clock;

	private final StateWrites writes;

	private final Initialization initialization = new Initialization();

	private volatile int historySize;

	private volatile boolean retired;

	CellGeneration(int number, Clock clock, int historySize) {
		this(number, clock, historySize, StateWrites.NONE);
	}

	CellGeneration(int number, Clock clock, int historySize, StateWrites writes) {
		this.number = number;
		this.clock = clock;
		this.writes = writes;
		this.historySize = historySize;
	}

	int number() {
		return this.number;
	}

	Instant now() {
		return this.clock.instant();
	}

	StateWrites writes() {
		return this.writes;
	}

	Initialization initialization() {
		return this.initialization;
	}

	int historySize() {
		return this.historySize;
	}

	void historySize(int historySize) {
		this.historySize = historySize;
	}

	boolean isRetired() {
		return this.retired;
	}

	/**
	 * From now on nobody begins to write.
	 */
	void retire() {
		this.retired = true;
	}

	void checkNotRetired(String key) {
		if (this.retired) {
			throw new StaleStateException(key, this.number);
		}
	}

}
