package dev.holdfast.reload;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.holdfast.reload.watch.FileChange;
import dev.holdfast.reload.watch.FileChanges;

/**
 * Says what has changed.
 */
final class ChangeText {

	private static final int NAMED = 3;

	private ChangeText() {
	}

	static String of(FileChanges changes) {
		return of(changes.all().stream().map(ChangeText::of).toList());
	}

	static String of(List<String> all) {
		String text = all.stream().limit(NAMED).collect(Collectors.joining(", "));
		return (all.size() > NAMED) ? text + " and " + (all.size() - NAMED) + " more" : text;
	}

	private static String of(FileChange change) {
		return change.name() + " " + change.kind().name().toLowerCase(Locale.ROOT);
	}

}
