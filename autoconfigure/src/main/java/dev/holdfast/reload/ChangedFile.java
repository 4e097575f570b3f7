package dev.holdfast.reload;

import java.nio.file.Path;
import java.util.List;

import dev.holdfast.reload.watch.FileChange;
import dev.holdfast.reload.watch.FileChanges;

/**
 * A file that has changed since the running generation was loaded.
 *
 * @param file the file
 * @param name the path relative to its directory, with {@code /}
 * @param kind what happened to it
 * @param excluded whether DevTools' patterns say that it needs no restart
 * @since 0.1.0
 */
public record ChangedFile(Path file, String name, Kind kind, boolean excluded) {

	static List<ChangedFile> of(FileChanges changes) {
		return changes.all().stream().map(ChangedFile::of).toList();
	}

	private static ChangedFile of(FileChange change) {
		return new ChangedFile(change.file(), change.name(), Kind.valueOf(change.kind().name()), change.excluded());
	}

	boolean isEditedClass() {
		return this.kind == Kind.MODIFIED && this.name.endsWith(".class");
	}

	/**
	 * What can happen to a file.
	 */
	public enum Kind {

		/**
		 * The file is new.
		 */
		ADDED,

		/**
		 * The file was written or replaced.
		 */
		MODIFIED,

		/**
		 * The file is gone.
		 */
		REMOVED

	}

}
