package dev.holdfast.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.holdfast.state.SurvivalReport.Entry;
import dev.holdfast.state.SurvivalReport.Outcome;

/**
 * Puts survival reports into words.
 */
final class SurvivalText {

	private static final int MAX_NAMED = 5;

	private static final Map<Outcome, String> WORDS = Map.of(Outcome.KEPT, "kept", Outcome.MIGRATED, "migrated",
			Outcome.RESET, "reset", Outcome.PARKED, "parked", Outcome.WAITING, "not asked for yet", Outcome.ORPHANED,
			"orphaned");

	private SurvivalText() {
	}

	static String of(SurvivalReport report) {
		List<String> parts = new ArrayList<>();
		for (Outcome outcome : Outcome.values()) {
			List<Entry> entries = report.entries(outcome);
			if (!entries.isEmpty()) {
				parts.add(count(entries.size(), parts.isEmpty()) + " " + WORDS.get(outcome) + names(outcome, entries));
			}
		}
		return "Generation %d: %s in %d ms".formatted(report.generation(),
				parts.isEmpty() ? "no keys" : String.join(", ", parts), report.duration().toMillis());
	}

	private static String count(int number, boolean first) {
		if (!first) {
			return String.valueOf(number);
		}
		return number + ((number == 1) ? " key" : " keys");
	}

	private static String names(Outcome outcome, List<Entry> entries) {
		if (outcome == Outcome.KEPT || outcome == Outcome.MIGRATED) {
			return "";
		}
		List<String> names = new ArrayList<>();
		entries.stream().limit(MAX_NAMED).forEach((entry) -> names.add(name(entry)));
		if (entries.size() > MAX_NAMED) {
			names.add("and " + (entries.size() - MAX_NAMED) + " more");
		}
		return " (" + String.join("; ", names) + ")";
	}

	private static String name(Entry entry) {
		return (entry.reason() != null) ? entry.key() + ": " + entry.reason() : entry.key();
	}

	static String of(Entry entry) {
		StringBuilder text = new StringBuilder("State '%s' is %s".formatted(entry.key(), WORDS.get(entry.outcome())));
		if (entry.outcome() == Outcome.MIGRATED) {
			text.append(" (%d %s, %s)".formatted(entry.objects(), (entry.objects() == 1) ? "object" : "objects",
					milliseconds(entry.duration())));
		}
		if (entry.reason() != null) {
			text.append(": ").append(entry.reason());
		}
		if (!entry.changes().isEmpty()) {
			text.append(": ").append(String.join("; ", entry.changes()));
		}
		return text.toString();
	}

	private static String milliseconds(Duration duration) {
		return (duration.toNanos() + 50_000) / 100_000 / 10.0 + " ms";
	}

}
