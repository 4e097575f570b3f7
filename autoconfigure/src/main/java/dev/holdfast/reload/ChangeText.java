package dev.holdfast.reload;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Says what has changed.
 */
final class ChangeText {

	private static final int NAMED = 3;

	private ChangeText() {
	}

	static String of(List<ChangedFile> changes) {
		return ofNames(changes.stream().map(ChangeText::of).toList());
	}

	static String ofNames(List<String> all) {
		String text = all.stream().limit(NAMED).collect(Collectors.joining(", "));
		return (all.size() > NAMED) ? text + " and " + (all.size() - NAMED) + " more" : text;
	}

	private static String of(ChangedFile change) {
		return change.name() + " " + change.kind().name().toLowerCase(Locale.ROOT);
	}

}
