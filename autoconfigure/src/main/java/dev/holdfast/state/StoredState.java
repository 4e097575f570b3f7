package dev.holdfast.state;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.holdfast.state.migration.ContentInput;
import dev.holdfast.state.migration.ContentOutput;
import dev.holdfast.state.migration.DehydratedValue;
import dev.holdfast.state.migration.MalformedContentException;

/**
 * A {@link ParkedState} as it is stored. The values are elsewhere, and have numbers.
 *
 * @param key the key
 * @param value the number of the value
 * @param history the values before it, newest last
 * @param definition what it was defined as
 * @param reason why it could not be taken over, or {@code null}
 * @param unclaimedFor for how many generations nobody has asked for it
 * @param changes what generations that never went live have changed
 */
record StoredState(String key, int value, List<Change> history, ParkedDefinition definition,
		@Nullable ParkingReason reason, int unclaimedFor, List<String> changes) {

	void write(ContentOutput out) {
		out.text(this.key);
		out.count(this.value);
		out.count(this.history.size());
		this.history.forEach((change) -> change.write(out));
		out.text(this.definition.rawType());
		out.count(this.definition.version());
		out.count(this.definition.historySize());
		out.flag(this.reason != null);
		if (this.reason != null) {
			out.text(this.reason.path());
			out.optionalText(this.reason.oldType());
			out.optionalText(this.reason.newType());
			out.text(this.reason.reason());
		}
		out.count(this.unclaimedFor);
		out.count(this.changes.size());
		this.changes.forEach(out::text);
	}

	static StoredState read(ContentInput in) {
		String key = in.text();
		int value = in.count();
		List<Change> history = new ArrayList<>();
		for (int left = in.size(); left > 0; left--) {
			history.add(Change.read(in));
		}
		ParkedDefinition definition = new ParkedDefinition(in.text(), Math.max(1, in.count()), in.count());
		ParkingReason reason = in.flag() ? new ParkingReason(in.text(), in.optionalText(), in.optionalText(), in.text())
				: null;
		int unclaimedFor = in.count();
		List<String> changes = new ArrayList<>();
		for (int left = in.size(); left > 0; left--) {
			changes.add(in.text());
		}
		return new StoredState(key, value, history, definition, reason, unclaimedFor, changes);
	}

	ParkedState parked(List<DehydratedValue> values) {
		return new ParkedState(numbered(values, this.value),
				this.history.stream().map((change) -> change.parked(values)).toList(), this.definition, this.reason,
				this.unclaimedFor, List.copyOf(this.changes));
	}

	private static DehydratedValue numbered(List<DehydratedValue> values, int number) {
		if (number >= values.size()) {
			throw new MalformedContentException("a value is missing");
		}
		return values.get(number);
	}

	/**
	 * An entry of the history.
	 *
	 * @param value the number of the value, or {@link #CURRENT}
	 * @param time when it was set
	 * @param generation the number of the generation that set it
	 */
	record Change(int value, Instant time, int generation) {

		static final int CURRENT = -1;

		private void write(ContentOutput out) {
			out.count(this.value + 1);
			out.number(this.time.getEpochSecond());
			out.count(this.time.getNano());
			out.count(this.generation);
		}

		private static Change read(ContentInput in) {
			try {
				return new Change(in.count() - 1, Instant.ofEpochSecond(in.number(), in.count()), in.count());
			}
			catch (DateTimeException | ArithmeticException ex) {
				throw new MalformedContentException("a time is damaged");
			}
		}

		private ParkedChange parked(List<DehydratedValue> values) {
			return new ParkedChange((this.value != CURRENT) ? numbered(values, this.value) : null, this.time,
					this.generation);
		}

	}

}
