package dev.holdfast.reload.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.holdfast.reload.watch.FileChange.Kind;

/**
 * What the file system said about the files of a {@link FileTree} at one moment: for each
 * its size, its last modification and its identity, so that a file that was replaced by
 * another of the same size and time differs.
 * <p>
 * Knows no contents. A file that is written twice within the resolution of the file
 * system's clock, in place and with the same size, looks the same.
 * <p>
 * Immutable.
 *
 * @since 0.1.0
 */
public final class Snapshot {

	private final FileTree tree;

	private final Map<Path, FileState> files;

	private final Duration cost;

	Snapshot(FileTree tree, Map<Path, FileState> files, Duration cost) {
		this.tree = tree;
		this.files = files;
		this.cost = cost;
	}

	/**
	 * What changed from an earlier snapshot of the same tree to this one, by what the
	 * file system says alone.
	 * @param earlier the earlier snapshot
	 * @return the changes
	 */
	public FileChanges since(Snapshot earlier) {
		List<FileChange> changes = new ArrayList<>();
		this.files.forEach((file, state) -> {
			FileState before = earlier.files.get(file);
			if (before == null) {
				changes.add(change(file, Kind.ADDED));
			}
			else if (!before.equals(state)) {
				changes.add(change(file, Kind.MODIFIED));
			}
		});
		earlier.files.keySet()
			.stream()
			.filter((file) -> !this.files.containsKey(file))
			.forEach((file) -> changes.add(change(file, Kind.REMOVED)));
		return new FileChanges(changes);
	}

	private FileChange change(Path file, Kind kind) {
		return new FileChange(file, this.tree.name(file), kind, this.tree.isExcluded(file));
	}

	/**
	 * Whether the file system says the same of all files as in another snapshot.
	 * @param other the other snapshot
	 * @return whether nothing differs
	 */
	public boolean isSameAs(Snapshot other) {
		return this.files.equals(other.files);
	}

	/**
	 * Return this snapshot as one of other directories.
	 * @param now a snapshot of those directories
	 * @return this one, without the files that the other one does not look at, and with
	 * those that this one has not looked at
	 */
	public Snapshot adoptedBy(Snapshot now) {
		Map<Path, FileState> adopted = new HashMap<>();
		this.files.forEach((file, state) -> {
			if (now.tree.contains(file)) {
				adopted.put(file, state);
			}
		});
		now.files.forEach((file, state) -> {
			if (!this.tree.contains(file)) {
				adopted.put(file, state);
			}
		});
		return new Snapshot(now.tree, adopted, this.cost);
	}

	/**
	 * Return how many files there are.
	 * @return the number of files
	 */
	public int size() {
		return this.files.size();
	}

	/**
	 * Return how long the scan took.
	 * @return the time
	 */
	public Duration cost() {
		return this.cost;
	}

	Map<Path, FileState> files() {
		return this.files;
	}

}
