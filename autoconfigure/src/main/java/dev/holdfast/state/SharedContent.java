package dev.holdfast.state;

import dev.holdfast.state.migration.RehydrationTarget;
import dev.holdfast.state.storage.StateCodec;
import dev.holdfast.state.storage.StateStorage;
import dev.holdfast.state.storage.StateStorageException;
import dev.holdfast.state.storage.StoredContentException;
import dev.holdfast.state.storage.StoredValue;
import dev.holdfast.state.storage.UnstorableValueException;

/**
 * Makes stored values of those of one cell, and back.
 *
 * @param definition what the value is
 * @param generation the number of the generation
 * @param storage where it is stored
 * @param codec makes bytes of it
 * @param <T> the type of the value
 */
record SharedContent<T>(StateDefinition<T> definition, int generation, StateStorage storage, StateCodec codec) {

	byte[] encode(T value) {
		try {
			return this.codec.encode(value);
		}
		catch (UnstorableValueException ex) {
			throw new StateStorageException(
					"State '%s' cannot be kept in %s. %s".formatted(this.definition.key(), this.storage.describe(),
							ex.getProblem()),
					ex.getAction() + " What cannot leave this JVM can be defined with StateDefinition.local().", ex);
		}
	}

	int version() {
		return this.definition.evolution().version();
	}

	SharedCopy<T> copyOf(StoredValue stored) {
		try {
			return new SharedCopy<>(stored.revision(), decode(stored), null);
		}
		catch (ParkedStateException ex) {
			return new SharedCopy<>(stored.revision(), null, ex);
		}
	}

	/**
	 * Make a value of a stored one, by migrations if need be.
	 * @param stored the stored value
	 * @return the value
	 * @throws ParkedStateException if it does not fit
	 */
	T decode(StoredValue stored) {
		StateEvolution evolution = this.definition.evolution();
		if (stored.version() > evolution.version()) {
			throw parked("It was written by version %d, and this definition is version %d".formatted(stored.version(),
					evolution.version()));
		}
		int missing = evolution.missingStep(stored.version());
		if (missing > 0) {
			throw parked("It was written by version %d, this definition is version %d, and a migration is missing"
				.formatted(stored.version(), evolution.version()));
		}
		try {
			Object value = this.codec.decode(stored.content(),
					RehydrationTarget.of(this.definition.type())
						.renamed(evolution.renamed())
						.replacedConstants(evolution.replaced())
						.steps(evolution.stepsFrom(stored.version())));
			return this.definition.rawType().cast(value);
		}
		catch (StoredContentException ex) {
			throw parked(ex.getProblem());
		}
		catch (ClassCastException ex) {
			throw parked("It is of another type");
		}
	}

	private ParkedStateException parked(String reason) {
		return new ParkedStateException(this.definition.key(), this.generation,
				new ParkingReason(ParkingReason.ROOT, null, this.definition.type().getTypeName(), reason));
	}

}
