package dev.holdfast.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.holdfast.state.migration.DehydratedValue;
import dev.holdfast.state.migration.Dehydrator;
import dev.holdfast.state.migration.Rehydrator;

/**
 * Moves the values of one retired generation out of its cells. Used once, by the thread
 * that restarts.
 */
final class CellRetirement {

	private static final Log logger = LogFactory.getLog(CellRetirement.class);

	private final List<DefaultStateCell<?>> cells;

	private final boolean idle;

	private final List<SurvivalReport.Entry> lost = new ArrayList<>();

	private Duration longestWait = Duration.ZERO;

	private Duration dehydration = Duration.ZERO;

	private CellRetirement(DefaultRestartState state, Duration limit) {
		state.retire();
		this.idle = state.generation().initialization().awaitIdle(limit);
		this.cells = state.cells();
	}

	/**
	 * Retire a generation and freeze its cells.
	 * @param state the state of the generation
	 * @param limit how long to wait for what is running at most; once for initializers,
	 * once for the updates of all cells
	 * @return the retirement
	 */
	static CellRetirement of(DefaultRestartState state, Duration limit) {
		CellRetirement retirement = new CellRetirement(state, limit);
		retirement.freeze(limit);
		return retirement;
	}

	private void freeze(Duration limit) {
		long begin = System.nanoTime();
		for (DefaultStateCell<?> cell : this.cells) {
			long start = System.nanoTime();
			if (!cell.freeze(Math.max(0, limit.toNanos() - (start - begin)))) {
				logger.warn("An update of state '" + cell.key() + "' was still running after " + limit.toMillis()
						+ " ms, so the restart goes on without it. It is refused when it ends");
			}
			Duration wait = Duration.ofNanos(System.nanoTime() - start);
			if (wait.compareTo(this.longestWait) > 0) {
				this.longestWait = wait;
			}
		}
	}

	Duration longestWait() {
		return this.longestWait;
	}

	Duration dehydration() {
		return this.dehydration;
	}

	/**
	 * Return what could not be taken out of the cells, against all expectation.
	 * @return entries of the survival report
	 */
	List<SurvivalReport.Entry> lost() {
		return this.lost;
	}

	/**
	 * Return what made values for the generation, unless it may still be doing so.
	 * @param rehydrator the rehydrator of the generation
	 * @return the rehydrator, or {@code null} if it must not be touched
	 */
	@Nullable Rehydrator idle(Rehydrator rehydrator) {
		if (!this.idle) {
			logger.warn("An initializer or a migration of state was still running, so the restart goes on without it. "
					+ "What values shared with others that nobody had asked for is no longer shared");
		}
		return this.idle ? rehydrator : null;
	}

	/**
	 * Dehydrate the values of all cells in one pass, so that what they share stays
	 * shared.
	 * @param dehydrators makes the dehydrator for a pass
	 * @param changes tells what the generation has changed in a value that none has used
	 * @return the parked values
	 */
	Map<String, ParkedState> dehydrate(Supplier<Dehydrator> dehydrators, Function<String, List<String>> changes) {
		long start = System.nanoTime();
		Map<Part, Object> parts = new LinkedHashMap<>();
		this.cells.forEach((cell) -> addParts(cell, parts));
		Map<Part, DehydratedValue> dehydrated = dehydrate(parts, dehydrators);
		Map<String, ParkedState> parked = new HashMap<>();
		for (DefaultStateCell<?> cell : this.cells) {
			DehydratedValue value = dehydrated.get(new Part(cell.key(), Part.CURRENT));
			if (value != null) {
				parked.put(cell.key(), new ParkedState(value, history(cell, dehydrated), ParkedDefinition.of(cell),
						null, 0, changes.apply(cell.key())));
			}
		}
		this.dehydration = Duration.ofNanos(System.nanoTime() - start);
		return parked;
	}

	private static void addParts(DefaultStateCell<?> cell, Map<Part, Object> parts) {
		Object value = cell.frozenValue();
		if (value != null) {
			parts.put(new Part(cell.key(), Part.CURRENT), value);
			List<? extends StateChange<?>> history = cell.history();
			for (int i = 0; i < history.size(); i++) {
				Object former = history.get(i).value();
				if (former != value) {
					parts.put(new Part(cell.key(), i), former);
				}
			}
		}
	}

	private static List<ParkedChange> history(DefaultStateCell<?> cell, Map<Part, DehydratedValue> dehydrated) {
		List<ParkedChange> history = new ArrayList<>();
		List<? extends StateChange<?>> changes = cell.history();
		for (int i = 0; i < changes.size(); i++) {
			StateChange<?> change = changes.get(i);
			DehydratedValue value = dehydrated.get(new Part(cell.key(), i));
			if (value != null || change.value() == cell.frozenValue()) {
				history.add(new ParkedChange(value, change.time(), change.generation()));
			}
		}
		return history;
	}

	private Map<Part, DehydratedValue> dehydrate(Map<Part, Object> parts, Supplier<Dehydrator> dehydrators) {
		try {
			return dehydrators.get().dehydrate(parts);
		}
		catch (RuntimeException | Error ex) {
			logger.warn("State could not be dehydrated in one pass, so that each value is now dehydrated alone", ex);
		}
		Map<Part, DehydratedValue> dehydrated = new HashMap<>();
		parts.forEach((part, value) -> {
			try {
				dehydrated.putAll(dehydrators.get().dehydrate(Map.of(part, value)));
			}
			catch (RuntimeException | Error ex) {
				lose(part, ex);
			}
		});
		return dehydrated;
	}

	private void lose(Part part, Throwable failure) {
		if (part.index() == Part.CURRENT) {
			logger.error("State '" + part.key() + "' could not be dehydrated, so its value is lost", failure);
			this.lost.add(SurvivalReport.Entry.reset(part.key(), "its value could not be dehydrated: " + failure));
		}
	}

	/**
	 * Names one of the values of a cell.
	 *
	 * @param key the key
	 * @param index the index in the history
	 */
	private record Part(String key, int index) {

		static final int CURRENT = -1;

	}

}
