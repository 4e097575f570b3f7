package dev.holdfast.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import dev.holdfast.state.migration.ContentInput;
import dev.holdfast.state.migration.ContentOutput;
import dev.holdfast.state.migration.DehydratedValue;
import dev.holdfast.state.migration.GraphReader;
import dev.holdfast.state.migration.GraphWriter;
import dev.holdfast.state.migration.MigrationException;
import dev.holdfast.state.migration.TypeGuard;

/**
 * All state in the form in which it is stored: what would be parked if the generation
 * were retired now. Each piece of state is as it is when the snapshot comes to it; its
 * history may be a moment younger. What cannot be stored is left out.
 * <p>
 * Used once, by one thread.
 */
final class StateSnapshot {

	private final List<StoredState> states = new ArrayList<>();

	private final GraphWriter values;

	private final BiConsumer<String, MigrationException> refusals;

	/**
	 * Create an empty snapshot.
	 * @param guard decides what can be stored
	 * @param refusals is told what cannot
	 */
	StateSnapshot(TypeGuard guard, BiConsumer<String, MigrationException> refusals) {
		this.values = new GraphWriter(guard);
		this.refusals = refusals;
	}

	void add(DefaultStateCell<?> cell) {
		Object value = cell.lastValue();
		if (value != null) {
			List<StateChange<Object>> history = new ArrayList<>();
			cell.history()
				.forEach(
						(change) -> history.add(new StateChange<>(change.value(), change.time(), change.generation())));
			add(cell.key(), value, history, (number, changes) -> new StoredState(cell.key(), number, changes,
					ParkedDefinition.of(cell), null, 0, List.of()));
		}
	}

	void add(String key, ParkedState state) {
		List<StateChange<Object>> history = new ArrayList<>();
		for (ParkedChange change : state.history()) {
			DehydratedValue former = change.value();
			history
				.add(new StateChange<>((former != null) ? former : state.value(), change.time(), change.generation()));
		}
		add(key, state.value(), history, (number, changes) -> new StoredState(key, number, changes, state.definition(),
				state.reason(), state.unclaimedFor(), state.changes()));
	}

	private void add(String key, Object value, List<StateChange<Object>> history, Form form) {
		try {
			int number = number(value);
			List<StoredState.Change> changes = new ArrayList<>();
			for (StateChange<Object> change : history) {
				Integer former = (change.value() == value) ? Integer.valueOf(StoredState.Change.CURRENT)
						: tryNumber(change.value());
				if (former != null) {
					changes.add(new StoredState.Change(former, change.time(), change.generation()));
				}
			}
			this.states.add(form.of(number, changes));
		}
		catch (MigrationException ex) {
			this.refusals.accept(key, ex);
		}
	}

	private int number(Object value) throws MigrationException {
		return (value instanceof DehydratedValue dehydrated) ? this.values.add(dehydrated) : this.values.add(value);
	}

	private @Nullable Integer tryNumber(Object value) {
		try {
			return number(value);
		}
		catch (MigrationException ex) {
			// As in a migration, a former value is no reason to give up the current one
			return null;
		}
	}

	byte[] toByteArray() {
		ContentOutput out = new ContentOutput();
		out.count(this.states.size());
		this.states.forEach((state) -> state.write(out));
		out.block(this.values.toByteArray());
		return out.toByteArray();
	}

	/**
	 * Read what has been stored.
	 * @param content the stored form
	 * @param guard decides what may come back
	 * @return the state by its keys
	 */
	static Map<String, ParkedState> read(byte[] content, TypeGuard guard) {
		ContentInput in = new ContentInput(content);
		List<StoredState> states = new ArrayList<>();
		for (int left = in.size(); left > 0; left--) {
			states.add(StoredState.read(in));
		}
		List<DehydratedValue> values = GraphReader.read(in.block(), guard);
		in.end();
		Map<String, ParkedState> parked = new LinkedHashMap<>();
		states.forEach((state) -> parked.put(state.key(), state.parked(values)));
		return parked;
	}

	/**
	 * Makes the stored form of what has got numbers.
	 */
	@FunctionalInterface
	private interface Form {

		StoredState of(int number, List<StoredState.Change> changes);

	}

}
