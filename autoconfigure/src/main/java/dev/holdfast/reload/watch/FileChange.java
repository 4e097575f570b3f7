package dev.holdfast.reload.watch;

import java.nio.file.Path;

/**
 * A file that changed.
 *
 * @param file the file
 * @param name the path relative to its directory, with {@code /}
 * @param kind what happened to it
 * @param excluded whether it needs no restart
 * @since 0.1.0
 */
public record FileChange(Path file, String name, Kind kind, boolean excluded) {

	/**
	 * Whether the file is a class file.
	 * @return whether it is
	 */
	public boolean isClass() {
		return this.name.endsWith(ClassFiles.SUFFIX);
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
