package dev.holdfast.state;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

import dev.holdfast.state.migration.ContainerAdapters;
import dev.holdfast.state.migration.Rehydrator;

/**
 * Takes over parked values for one generation, each when it is asked for first.
 * <p>
 * Belongs to the generation, as its rehydrator does; only the parked values survive. Used
 * under the lock of all initializers of the generation.
 */
final class MigratingHeritage implements Heritage {

	private final int generation;

	private final ClassLoader classLoader;

	private final ContainerAdapters adapters;

	private final Rehydrator rehydrator;

	private final Map<String, ParkedState> parked;

	private final SurvivalLog log;

	MigratingHeritage(int generation, ClassLoader classLoader, Map<String, ParkedState> parked, SurvivalLog log) {
		this.generation = generation;
		this.classLoader = classLoader;
		this.adapters = ContainerAdapters.load(classLoader);
		this.rehydrator = new Rehydrator(classLoader, this.adapters);
		this.parked = parked;
		this.log = log;
	}

	ContainerAdapters adapters() {
		return this.adapters;
	}

	Rehydrator rehydrator() {
		return this.rehydrator;
	}

	@Override
	public Set<String> keys() {
		return this.parked.keySet();
	}

	@Override
	public @Nullable StateDefinition<?> definition(String key) {
		ParkedState state = this.parked.get(key);
		if (state == null) {
			return null;
		}
		ParkedDefinition definition = state.definition();
		try {
			Class<?> type = ClassUtils.forName(definition.rawType(), this.classLoader);
			return StateDefinition.stored(key, type, definition.version(), definition.historySize());
		}
		catch (ClassNotFoundException | LinkageError ex) {
			ParkingReason reason = new ParkingReason(ParkingReason.ROOT, definition.rawType(), null,
					"Its type " + definition.rawType() + " is missing");
			taken(Claim.refused(reason, this.generation,
					SurvivalReport.Entry.parked(key, state, reason, Duration.ZERO)));
			throw new ParkedStateException(key, this.generation, reason);
		}
	}

	@Override
	public @Nullable Claim claim(StateDefinition<?> definition) {
		ParkedState state = this.parked.get(definition.key());
		if (state == null) {
			return null;
		}
		long start = System.nanoTime();
		StateMigration migration = new StateMigration(state, definition, this.rehydrator);
		try {
			Object value = migration.value();
			List<StateChange<Object>> history = migration.history(value);
			SurvivalReport.Outcome outcome = migration.isKept(value) ? SurvivalReport.Outcome.KEPT
					: SurvivalReport.Outcome.MIGRATED;
			Duration duration = Duration.ofNanos(System.nanoTime() - start);
			return Claim.of(value, history, SurvivalReport.Entry.survived(definition.key(), outcome,
					state.value().size(), migration.changes(), duration));
		}
		catch (StateMigration.RefusedException ex) {
			Duration duration = Duration.ofNanos(System.nanoTime() - start);
			return Claim.refused(ex.reason(), this.generation,
					SurvivalReport.Entry.parked(definition.key(), state, ex.reason(), duration));
		}
	}

	@Override
	public void taken(Claim claim) {
		ParkingReason refusal = claim.refusal();
		if (refusal != null) {
			this.parked.computeIfPresent(claim.key(), (key, state) -> state.refused(refusal));
		}
		else {
			this.parked.remove(claim.key());
		}
		this.log.add(claim.entry());
	}

	@Override
	public boolean discard(String key) {
		boolean discarded = this.parked.remove(key) != null;
		if (discarded || this.log.contains(key)) {
			this.log.add(SurvivalReport.Entry.reset(key, "discarded"));
		}
		return discarded;
	}

}
