package dev.holdfast.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a restart did with each piece of state. Holds text and numbers only.
 *
 * @param generation the number of the generation that went live
 * @param time when it did
 * @param dehydration how long it took to take the values of the retired generation apart
 * @param longestWait how long the restart waited for a running update of one key at most
 * @param entries what became of each key, sorted by key
 * @since 0.1.0
 */
public record SurvivalReport(int generation, Instant time, Duration dehydration, Duration longestWait,
		List<Entry> entries) {

	public SurvivalReport {
		entries = List.copyOf(entries);
	}

	/**
	 * Return the keys that something became of.
	 * @param outcome what became of them
	 * @return the entries of these keys
	 */
	public List<Entry> entries(Outcome outcome) {
		return this.entries.stream().filter((entry) -> entry.outcome() == outcome).toList();
	}

	/**
	 * Return the time that the restart took for state.
	 * @return the duration of taking values apart and putting them together
	 */
	public Duration duration() {
		return this.entries.stream().map(Entry::duration).reduce(this.dehydration, Duration::plus);
	}

	SurvivalReport with(Entry entry) {
		List<Entry> entries = new ArrayList<>(this.entries);
		entries.removeIf((other) -> other.key().equals(entry.key()));
		int index = (int) entries.stream().filter((other) -> other.key().compareTo(entry.key()) < 0).count();
		entries.add(index, entry);
		return new SurvivalReport(this.generation, this.time, this.dehydration, this.longestWait, entries);
	}

	/**
	 * Return the report in one line.
	 * @return the line that is logged
	 */
	@Override
	public String toString() {
		return SurvivalText.of(this);
	}

	/**
	 * What can become of a key.
	 */
	public enum Outcome {

		/**
		 * The very same object is in use.
		 */
		KEPT,

		/**
		 * The value has been rebuilt with the classes of the running generation.
		 */
		MIGRATED,

		/**
		 * The value is gone, and the initializer makes a new one.
		 */
		RESET,

		/**
		 * The value does not fit the classes of the running generation, and is kept until
		 * it does.
		 */
		PARKED,

		/**
		 * The value is kept; the running generation has not asked for it yet.
		 */
		WAITING,

		/**
		 * The value is kept, although neither the running generation nor the live one
		 * before it has asked for it.
		 */
		ORPHANED

	}

	/**
	 * What became of one key.
	 *
	 * @param key the key
	 * @param outcome what became of it
	 * @param reason why, or {@code null} if that goes without saying
	 * @param changes what is different in a migrated value
	 * @param objects number of objects that were migrated
	 * @param duration how long it took to put the value together
	 */
	public record Entry(String key, Outcome outcome, @Nullable String reason, List<String> changes, int objects,
			Duration duration) {

		public Entry {
			changes = List.copyOf(changes);
		}

		static Entry survived(String key, Outcome outcome, int objects, List<String> changes, Duration duration) {
			return new Entry(key, outcome, null, changes, objects, duration);
		}

		static Entry parked(String key, ParkedState state, ParkingReason reason, Duration duration) {
			return new Entry(key, Outcome.PARKED, reason.toString(), List.of(), state.value().size(), duration);
		}

		static Entry reset(String key, String reason) {
			return new Entry(key, Outcome.RESET, reason, List.of(), 0, Duration.ZERO);
		}

		static Entry unclaimed(String key, ParkedState state) {
			ParkingReason reason = state.reason();
			return new Entry(key, (state.unclaimedFor() > 0) ? Outcome.ORPHANED : Outcome.WAITING,
					(reason != null) ? reason.toString() : null, List.of(), state.value().size(), Duration.ZERO);
		}

		/**
		 * Return the entry in one line.
		 * @return the line that is logged
		 */
		@Override
		public String toString() {
			return SurvivalText.of(this);
		}

	}

}
