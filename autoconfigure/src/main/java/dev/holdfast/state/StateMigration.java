package dev.holdfast.state;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.holdfast.state.migration.DehydratedValue;
import dev.holdfast.state.migration.MigrationException;
import dev.holdfast.state.migration.Rehydrated;
import dev.holdfast.state.migration.RehydrationTarget;
import dev.holdfast.state.migration.Rehydrator;

/**
 * One attempt to make a parked value one of the running generation. Whatever comes of it,
 * the parked value stays as it was.
 */
final class StateMigration {

	private static final Log logger = LogFactory.getLog(StateMigration.class);

	private final ParkedState parked;

	private final StateDefinition<?> definition;

	private final Rehydrator rehydrator;

	private final List<String> changes = new ArrayList<>();

	StateMigration(ParkedState parked, StateDefinition<?> definition, Rehydrator rehydrator) {
		this.parked = parked;
		this.definition = definition;
		this.rehydrator = rehydrator;
	}

	List<String> changes() {
		return this.changes;
	}

	/**
	 * Return whether the value is the very object that it was.
	 * @param value the migrated value
	 * @return whether nothing has changed in it
	 */
	boolean isKept(Object value) {
		return this.parked.value().isKept() && this.parked.value().typeName().equals(value.getClass().getName())
				&& this.changes.isEmpty()
				&& this.parked.definition().version() == this.definition.evolution().version();
	}

	/**
	 * Migrate the value.
	 * @return the value
	 * @throws RefusedException if it cannot be migrated by the definition
	 */
	Object value() throws RefusedException {
		checkVersion();
		Rehydrated rehydrated = rehydrate(this.parked.value());
		this.changes.addAll(this.parked.changes());
		this.changes.addAll(rehydrated.changes());
		return rehydrated.value();
	}

	private void checkVersion() throws RefusedException {
		int stored = this.parked.definition().version();
		int version = this.definition.evolution().version();
		if (stored > version) {
			throw refused("It was written by version %d, and this definition is version %d".formatted(stored, version));
		}
		int missing = this.definition.evolution().missingStep(stored);
		if (missing > 0) {
			throw refused(("It was written by version %d, this definition is version %d, "
					+ "and there is no migration from version %d to %d")
				.formatted(stored, version, missing, missing + 1));
		}
	}

	/**
	 * Migrate the values before the current one. Those that cannot be are left out.
	 * @param current the current value
	 * @return the values, newest last
	 */
	List<StateChange<Object>> history(Object current) {
		List<StateChange<Object>> history = new ArrayList<>();
		for (ParkedChange change : this.parked.history()) {
			try {
				DehydratedValue value = change.value();
				Object migrated = (value != null) ? rehydrate(value).value() : current;
				history.add(new StateChange<>(migrated, change.time(), change.generation()));
			}
			catch (RefusedException ex) {
				logger.debug("State '" + this.definition.key() + "' forgets its value of " + change.time() + ": "
						+ ex.reason);
			}
		}
		return history;
	}

	private Rehydrated rehydrate(DehydratedValue value) throws RefusedException {
		try {
			Rehydrated rehydrated = this.rehydrator.rehydrate(value, target());
			if (!this.definition.rawType().isInstance(rehydrated.value())) {
				throw refused("It is a %s, not a %s".formatted(rehydrated.value().getClass().getName(),
						this.definition.rawType().getName()));
			}
			return rehydrated;
		}
		catch (MigrationException ex) {
			throw new RefusedException(
					new ParkingReason(ex.getPath(), ex.getOldType(), ex.getNewType(), ex.getReason()));
		}
		catch (RuntimeException | LinkageError | StackOverflowError ex) {
			logger.warn("State '" + this.definition.key() + "' could not be migrated", ex);
			throw refused("The migration failed with " + ex);
		}
	}

	private RehydrationTarget target() {
		StateEvolution evolution = this.definition.evolution();
		Supplier<?> initializer = this.definition.initializer();
		RehydrationTarget target = RehydrationTarget.of(this.definition.type())
			.renamed(evolution.renamed())
			.replacedConstants(evolution.replaced())
			.steps(evolution.stepsFrom(this.parked.definition().version()));
		return (initializer != null) ? target.fresh(initializer) : target;
	}

	private RefusedException refused(String reason) {
		return new RefusedException(new ParkingReason(ParkingReason.ROOT, this.parked.value().typeName(),
				this.definition.type().getTypeName(), reason));
	}

	/**
	 * Ends an attempt.
	 */
	static final class RefusedException extends Exception {

		private static final long serialVersionUID = 1L;

		private final transient ParkingReason reason;

		private RefusedException(ParkingReason reason) {
			super(reason.toString(), null, false, false);
			this.reason = reason;
		}

		ParkingReason reason() {
			return this.reason;
		}

	}

}
