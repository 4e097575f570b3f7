package dev.holdfast.state;

import org.jspecify.annotations.Nullable;

/**
 * Takes the place of the value in a cell that has been frozen, or whose value is parked.
 */
final class CellMarker {

	private final String key;

	private final int generation;

	private final @Nullable Object lastValue;

	private final @Nullable ParkingReason reason;

	private CellMarker(String key, int generation, @Nullable Object lastValue, @Nullable ParkingReason reason) {
		this.key = key;
		this.generation = generation;
		this.lastValue = lastValue;
		this.reason = reason;
	}

	static CellMarker frozen(String key, int generation, Object lastValue) {
		return new CellMarker(key, generation, lastValue, null);
	}

	static CellMarker parked(String key, int generation, ParkingReason reason) {
		return new CellMarker(key, generation, null, reason);
	}

	@Nullable Object lastValue() {
		return this.lastValue;
	}

	boolean isParked() {
		return this.reason != null;
	}

	/**
	 * Return what a reader gets.
	 * @return the last value of a frozen cell: the reader began before the freeze, and
	 * could have read it then
	 * @throws ParkedStateException if the value is parked
	 */
	Object read() {
		if (this.lastValue == null) {
			throw refused();
		}
		return this.lastValue;
	}

	/**
	 * Return what a writer gets.
	 * @return why nothing can be written
	 */
	RestartStateException refused() {
		ParkingReason reason = this.reason;
		return (reason != null) ? new ParkedStateException(this.key, this.generation, reason)
				: new StaleStateException(this.key, this.generation);
	}

}
