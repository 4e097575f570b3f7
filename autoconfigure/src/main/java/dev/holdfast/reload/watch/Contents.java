package dev.holdfast.reload.watch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;

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
 * Not thread-safe.
 *
 * @since 0.1.0
 */
public final class Contents {

	private static final int BUFFER = 1 << 15;

	private final Map<Path, Entry> entries = new HashMap<>();

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
		this.entries.keySet().retainAll(snapshot.files().keySet());
		snapshot.files().forEach((file, state) -> {
			Entry known = this.entries.get(file);
			if (known == null || !state.equals(known.state())) {
				put(file, state);
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
		if (known == null) {
			return false;
		}
		try {
			return MessageDigest.isEqual(known.digest(), digest(file));
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
			put(change.file(), (change.kind() != Kind.REMOVED) ? snapshot.files().get(change.file()) : null);
		}
	}

	/**
	 * Know nothing of changed files any more.
	 * @param changes the changes
	 */
	public void forget(FileChanges changes) {
		changes.all().forEach((change) -> this.entries.remove(change.file()));
	}

	private void put(Path file, @Nullable FileState state) {
		this.entries.remove(file);
		if (state == null) {
			return;
		}
		try {
			byte[] digest = digest(file);
			if (FileState.of(file).equals(state)) {
				this.entries.put(file, new Entry(state, digest));
			}
		}
		catch (IOException ex) {
			// Nothing is known of a file that cannot be read
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

	private record Entry(FileState state, byte[] digest) {

	}

}
