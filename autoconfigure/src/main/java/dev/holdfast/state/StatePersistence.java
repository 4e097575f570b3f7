package dev.holdfast.state;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.holdfast.state.migration.ContainerAdapters;
import dev.holdfast.state.migration.MigrationException;
import dev.holdfast.state.migration.TypeGuard;
import dev.holdfast.state.storage.StateFile;
import dev.holdfast.state.storage.StateFileSettings;

/**
 * Keeps all state in a file, from one JVM to the next. In between the memory of the JVM
 * is what counts: the file is read once, and written again and again.
 * <p>
 * The keeper changes when the application begins to start, under the monitor of
 * {@link SurvivingState}; cells of any thread tell it of changes.
 */
final class StatePersistence implements StateWrites {

	private static final Log logger = LogFactory.getLog(StatePersistence.class);

	/**
	 * Why what is not stored, to tell it once. Used by the thread that writes.
	 */
	private final Map<String, String> refusals = new ConcurrentHashMap<>();

	private volatile @Nullable StateKeeper keeper;

	/**
	 * Begin to use a file, or go on with it.
	 * @param settings the file
	 * @param classLoader the loader of the running generation
	 * @param states gives what is to be stored with these settings
	 * @return what has been read, empty if the file is in use already
	 */
	Map<String, ParkedState> open(StateFileSettings settings, ClassLoader classLoader,
			Function<StateFileSettings, States> states) {
		StateKeeper keeper = this.keeper;
		if (keeper != null && keeper.settings().equals(settings)) {
			return Map.of();
		}
		close();
		StateFile file = StateFile.open(settings.location());
		Map<String, ParkedState> stored = read(file,
				new TypeGuard(classLoader, settings.trusted(), ContainerAdapters.load(classLoader)));
		this.keeper = StateKeeper.start(file, settings, () -> content(file, states.apply(settings)));
		return stored;
	}

	private static Map<String, ParkedState> read(StateFile file, TypeGuard guard) {
		try {
			Map<String, ParkedState> states = stored(file, guard);
			logger.info("State is kept in %s, which has %d keys".formatted(file, states.size()));
			return states;
		}
		catch (RuntimeException | Error ex) {
			try {
				file.close();
			}
			catch (IOException suppressed) {
				ex.addSuppressed(suppressed);
			}
			throw ex;
		}
	}

	private static Map<String, ParkedState> stored(StateFile file, TypeGuard guard) {
		Map<String, ParkedState> states = file.read((content) -> StateSnapshot.read(content, guard));
		return (states != null) ? states : Map.of();
	}

	/**
	 * Write the file for the last time, if there is one.
	 */
	void close() {
		StateKeeper keeper = this.keeper;
		if (keeper != null) {
			keeper.close();
			this.keeper = null;
		}
	}

	private StateKeeper.Content content(StateFile file, States states) {
		Set<String> changing = new TreeSet<>();
		StateSnapshot snapshot = new StateSnapshot(states.guard, (key, refusal) -> {
			if (refusal.isTemporary()) {
				changing.add(key);
			}
			else {
				tell(key, refusal);
			}
		});
		states.byKey.forEach((key, state) -> {
			if (state instanceof ParkedState parked) {
				snapshot.add(key, parked);
			}
			else if (state instanceof DefaultStateCell<?> cell) {
				snapshot.add(cell);
			}
		});
		if (!changing.isEmpty()) {
			Map<String, ParkedState> stored = new TreeMap<>(stored(file, states.guard));
			stored.keySet().retainAll(changing);
			stored.forEach(snapshot::add);
		}
		return new StateKeeper.Content(snapshot.toByteArray(), changing);
	}

	private void tell(String key, MigrationException refusal) {
		// The place may be another one each time
		String reason = refusal.getOldType() + refusal.getReason();
		if (!reason.equals(this.refusals.put(key, reason))) {
			logger.info(
					"State '%s' is not stored: '%s' of type %s cannot be. %s. It survives restarts, but not the end of this JVM"
						.formatted(key, refusal.getPath(), refusal.getOldType(), refusal.getReason()));
		}
	}

	@Override
	public void changed() {
		StateKeeper keeper = this.keeper;
		if (keeper != null) {
			keeper.changed();
		}
	}

	@Override
	public Mono<Void> flush() {
		return Mono.defer(() -> {
			StateKeeper keeper = this.keeper;
			return (keeper != null) ? keeper.flush() : Mono.empty();
		});
	}

	/**
	 * What is to be stored.
	 *
	 * @param byKey the cells and parked states by their keys
	 * @param guard decides what can be stored
	 */
	record States(Map<String, ?> byKey, TypeGuard guard) {

	}

}
