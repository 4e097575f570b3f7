package dev.holdfast.reload.watch;

import java.util.Comparator;
import java.util.List;

/**
 * The files that changed between two moments, sorted by name. Immutable.
 *
 * @param all the changes
 * @since 0.1.0
 */
public record FileChanges(List<FileChange> all) {

	/**
	 * Sort the changes.
	 * @param all the changes
	 */
	public FileChanges {
		all = all.stream().sorted(Comparator.comparing(FileChange::name).thenComparing(FileChange::file)).toList();
	}

	/**
	 * Whether nothing changed.
	 * @return whether there are no changes
	 */
	public boolean isEmpty() {
		return this.all.isEmpty();
	}

}
