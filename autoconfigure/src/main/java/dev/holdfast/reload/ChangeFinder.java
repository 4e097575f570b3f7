package dev.holdfast.reload;

import java.util.List;

import dev.holdfast.reload.watch.Contents;
import dev.holdfast.reload.watch.FileChanges;
import dev.holdfast.reload.watch.Snapshot;

/**
 * Finds what has changed since the running generation was loaded: by time and size first,
 * by content second.
 * <p>
 * Used by the gate's thread alone.
 */
final class ChangeFinder {

	private static final FileChanges NONE = new FileChanges(List.of());

	private final Contents contents = new Contents();

	private final LoadedFiles files;

	ChangeFinder(LoadedFiles files) {
		this.files = files;
	}

	/**
	 * Read the files that the running generation was loaded from.
	 * @param watching looks at files
	 * @return what has changed while they were read
	 */
	FileChanges remember(Watching watching) {
		Snapshot loaded = this.files.get();
		if (loaded == null) {
			return NONE;
		}
		this.contents.remember(loaded);
		return watching.scan().since(loaded);
	}

	/**
	 * Return what has changed and is to be acted upon.
	 * @param watching knows what to act upon
	 * @param now the files
	 * @param failed whether the running generation has failed. Then to touch a file is to
	 * ask for another attempt.
	 * @return the changes
	 */
	FileChanges changes(Watching watching, Snapshot now, boolean failed) {
		Snapshot loaded = this.files.get();
		if (loaded == null) {
			return NONE;
		}
		FileChanges raw = now.since(loaded);
		if (raw.isEmpty() || !watching.isTriggered(raw)) {
			return NONE;
		}
		FileChanges changes = failed ? raw : watching.withoutTrigger(this.contents.reallyChanged(raw));
		if (changes.isEmpty()) {
			this.files.set(now);
		}
		return changes;
	}

	/**
	 * Count whatever differs from what was loaded as changed, even if it contains the
	 * same.
	 * @param now the files
	 */
	void forget(Snapshot now) {
		Snapshot loaded = this.files.get();
		if (loaded != null) {
			this.contents.forget(now.since(loaded));
		}
	}

	void accept(Snapshot now, FileChanges changes) {
		this.contents.accept(now, changes);
	}

}
