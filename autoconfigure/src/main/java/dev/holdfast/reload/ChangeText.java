package dev.holdfast.reload;

import java.util.List;
import java.util.Locale;

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
		List<FileChange> all = changes.all();
		List<String> named = all.stream().limit(NAMED).map(ChangeText::of).toList();
		String text = String.join(", ", named);
		return (all.size() > NAMED) ? text + " and " + (all.size() - NAMED) + " more" : text;
	}

	private static String of(FileChange change) {
		return change.name() + " " + change.kind().name().toLowerCase(Locale.ROOT);
	}

}
