package dev.holdfast.state;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What came of claiming a value of an earlier generation.
 *
 * @param content what a cell is to hold: the value, or a marker that it is parked
 * @param history the values before it, newest last
 * @param refusal why it stays parked, or {@code null}
 * @param entry what the survival report will say
 */
record Claim(Object content, List<StateChange<Object>> history, @Nullable ParkingReason refusal,
		SurvivalReport.Entry entry) {

	static Claim of(Object value, List<StateChange<Object>> history, SurvivalReport.Entry entry) {
		return new Claim(value, history, null, entry);
	}

	static Claim refused(ParkingReason refusal, int generation, SurvivalReport.Entry entry) {
		return new Claim(CellMarker.parked(entry.key(), generation, refusal), List.of(), refusal, entry);
	}

	String key() {
		return this.entry.key();
	}

}
