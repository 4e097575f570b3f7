package dev.holdfast.reload.watch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import dev.holdfast.reload.watch.FileChange.Kind;

/**
 * What files contained, as digests, so that a file that is only touched is no change. The
 * baseline is what the running application was started from.
 * <p>
 * When in doubt nothing is known, and a file of which nothing is known has changed: a
 * digest is kept only if the file still is, once it was read, as its snapshot says. So
 * what was written in between is never mistaken for the baseline.
 * <p>
 * Thread-safe: each file is one entry of a concurrent map, which bears the time of the
 * snapshot that it comes from, and no entry gives way to one of an earlier snapshot. A
 * slow {@link #remember(Snapshot)} in the background therefore undoes nothing of what was
 * accepted meanwhile. Removed files leave an entry without a digest for the same reason.
 *
 * @since 0.1.0
 */
public final class Contents {

	private static final int BUFFER = 1 << 15;

	private final Map<Path, Entry> entries = new ConcurrentHashMap<>();

	/**
	 * Create new {@link Contents} that know nothing.
	 */
	public Contents() {
	}

	/**
	 * Take all that a snapshot found as the baseline. Reads every file that is not known
	 * as it is, on the caller's thread.
	 * @param snapshot the snapshot
	 */
	public void remember(Snapshot snapshot) {
		this.entries.entrySet()
			.removeIf((entry) -> !entry.getValue().isLaterThan(snapshot)
					&& !snapshot.files().containsKey(entry.getKey()));
		snapshot.files().forEach((file, state) -> {
			Entry known = this.entries.get(file);
			if (known == null || !(known.isLaterThan(snapshot) || state.equals(known.state))) {
				put(file, read(file, state, snapshot), snapshot);
			}
		});
	}

	/**
	 * Leave out the changes that changed no content: files that contain now what they
	 * contained in the baseline.
	 * @param changes the changes
	 * @return those that matter
	 */
	public FileChanges reallyChanged(FileChanges changes) {
		return new FileChanges(changes.all().stream().filter((change) -> !isUnchanged(change.file())).toList());
	}

	private boolean isUnchanged(Path file) {
		Entry known = this.entries.get(file);
		if (known == null || known.digest == null) {
			return false;
		}
		try {
			return MessageDigest.isEqual(known.digest, digest(file));
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Move the baseline: the changed files are, from now on, as a snapshot found them.
	 * @param snapshot the snapshot
	 * @param changes the changes that led to it
	 */
	public void accept(Snapshot snapshot, FileChanges changes) {
		for (FileChange change : changes.all()) {
			FileState state = (change.kind() != Kind.REMOVED) ? snapshot.files().get(change.file()) : null;
			put(change.file(), (state != null) ? read(change.file(), state, snapshot) : Entry.removed(snapshot),
					snapshot);
		}
	}

	private void put(Path file, @Nullable Entry entry, Snapshot snapshot) {
		this.entries.compute(file, (key, known) -> (known != null && known.isLaterThan(snapshot)) ? known : entry);
	}

	private static @Nullable Entry read(Path file, FileState state, Snapshot snapshot) {
		try {
			byte[] digest = digest(file);
			return FileState.of(file).equals(state) ? new Entry(state, digest, snapshot.taken()) : null;
		}
		catch (IOException ex) {
			return null;
		}
	}

	private static byte[] digest(Path file) throws IOException {
		MessageDigest digest = sha256();
		try (InputStream content = Files.newInputStream(file)) {
			byte[] buffer = new byte[BUFFER];
			for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
				digest.update(buffer, 0, count);
			}
		}
		return digest.digest();
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	/**
	 * What is known of a file; without state and digest: that it is not there.
	 */
	private static final class Entry {

		private final @Nullable FileState state;

		private final byte @Nullable [] digest;

		private final long taken;

		private Entry(@Nullable FileState state, byte @Nullable [] digest, long taken) {
			this.state = state;
			this.digest = digest;
			this.taken = taken;
		}

		private static Entry removed(Snapshot snapshot) {
			return new Entry(null, null, snapshot.taken());
		}

		private boolean isLaterThan(Snapshot snapshot) {
			return this.taken - snapshot.taken() > 0;
		}

	}

}
