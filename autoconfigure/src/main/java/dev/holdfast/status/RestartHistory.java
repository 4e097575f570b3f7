package dev.holdfast.status;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.holdfast.reload.ReloadDecision;
import dev.holdfast.restart.GenerationState;
import dev.holdfast.restart.Generations;
import dev.holdfast.restart.Phase;
import dev.holdfast.restart.Restarts;
import dev.holdfast.restart.StartFailure;

/**
 * The last generations, how long each was in which phase, and what was decided about
 * changed files. Survives restarts. Holds text and numbers only.
 * <p>
 * Thread-safe: all is under the monitor of this object, for the time it takes to add or
 * to copy some entries.
 *
 * @since 0.1.0
 */
public final class RestartHistory {

	private static final int MAX_GENERATIONS = 20;

	private static final int MAX_DECISIONS = 50;

	private final Deque<Life> lives = new ArrayDeque<>();

	private final Deque<Map<String, Object>> decisions = new ArrayDeque<>();

	private final Clock clock;

	RestartHistory(Generations generations, Clock clock) {
		this.clock = clock;
		generations.changes().filter((state) -> state.number() > 0).subscribe(this::onChange);
	}

	/**
	 * Return the history of this JVM.
	 * @return the history, the same in every generation
	 */
	public static RestartHistory get() {
		return Restarts.survivor(RestartHistory.class,
				() -> new RestartHistory(Restarts.generations(), Clock.systemUTC()));
	}

	private synchronized void onChange(GenerationState state) {
		Instant now = this.clock.instant();
		Life current = this.lives.peekLast();
		if (current != null) {
			current.endPhase(now);
		}
		if (current == null || current.number != state.number()) {
			current = new Life(state.number(), now);
			this.lives.addLast(current);
			if (this.lives.size() > MAX_GENERATIONS) {
				this.lives.removeFirst();
			}
		}
		current.beginPhase(state.phase(), now, state.failure());
	}

	/**
	 * Remember what was decided about changed files.
	 * @param decision the decision
	 */
	public synchronized void add(ReloadDecision decision) {
		this.decisions.addLast(Map.of("time", this.clock.instant().toString(), "strategy", text(decision.kind()),
				"reason", decision.reason()));
		if (this.decisions.size() > MAX_DECISIONS) {
			this.decisions.removeFirst();
		}
	}

	/**
	 * Return the last generations, oldest first.
	 * @return what there is to tell of each
	 */
	public synchronized List<Map<String, Object>> generations() {
		Instant now = this.clock.instant();
		Life last = this.lives.peekLast();
		return this.lives.stream().map((life) -> life.describe((life == last) ? now : null)).toList();
	}

	/**
	 * Return what was decided about changed files, oldest first.
	 * @return what there is to tell of each decision
	 */
	public synchronized List<Map<String, Object>> decisions() {
		return List.copyOf(this.decisions);
	}

	private static String text(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * One generation.
	 */
	private static final class Life {

		private final List<Map<String, Object>> phases = new ArrayList<>();

		private final int number;

		private final Instant begin;

		private Phase phase = Phase.STARTING;

		private Instant since;

		private @Nullable StartFailure failure;

		private Life(int number, Instant begin) {
			this.number = number;
			this.begin = begin;
			this.since = begin;
		}

		private void beginPhase(Phase phase, Instant now, @Nullable StartFailure failure) {
			this.phase = phase;
			this.since = now;
			this.failure = (failure != null) ? failure : this.failure;
		}

		private void endPhase(Instant now) {
			this.phases.add(phase(now));
		}

		private Map<String, Object> phase(Instant now) {
			return Map.of("phase", text(this.phase), "millis", now.toEpochMilli() - this.since.toEpochMilli());
		}

		private Map<String, Object> describe(@Nullable Instant now) {
			Map<String, Object> description = new LinkedHashMap<>();
			description.put("number", this.number);
			description.put("begin", this.begin.toString());
			description.put("phase", text(this.phase));
			List<Map<String, Object>> all = new ArrayList<>(this.phases);
			if (now != null) {
				all.add(phase(now));
			}
			description.put("phases", all);
			if (this.failure != null) {
				description.put("failure", this.failure.description());
			}
			return description;
		}

	}

}
