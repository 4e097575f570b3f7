package dev.holdfast.state;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.holdfast.state.migration.DehydratedValue;

/**
 * A value between two generations. Nothing in it belongs to a generation.
 *
 * @param value the value
 * @param history the values before it, newest last
 * @param definition what it was defined as
 * @param reason why the last generation that asked for it could not take it over, or
 * {@code null} if none has failed to
 * @param unclaimedFor number of generations that have been live, one after the other,
 * without asking for it
 * @param changes what generations that never went live have changed
 */
record ParkedState(DehydratedValue value, List<ParkedChange> history, ParkedDefinition definition,
		@Nullable ParkingReason reason, int unclaimedFor, List<String> changes) {

	ParkedState refused(ParkingReason reason) {
		return new ParkedState(this.value, this.history, this.definition, reason, 0, this.changes);
	}

	ParkedState unclaimed() {
		return new ParkedState(this.value, this.history, this.definition, this.reason, this.unclaimedFor + 1,
				this.changes);
	}

}
