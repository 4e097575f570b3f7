package dev.holdfast.state;

import dev.holdfast.restart.StaleError;

/**
 * Thrown if code of a retired generation writes state, which has moved on to the next
 * generation by then. What it tried is to be tried again by the code that runs now.
 *
 * @since 0.1.0
 */
public final class StaleStateException extends RestartStateException implements StaleError {

	private final int generation;

	StaleStateException(String key, int generation) {
		super(key, "State '%s' was written by code that belongs to generation %d, which has been retired."
			.formatted(key, generation), "Nothing has been changed; the request is to be retried.");
		this.generation = generation;
	}

	/**
	 * Return the number of the retired generation.
	 * @return the number
	 */
	public int getGeneration() {
		return this.generation;
	}

}
