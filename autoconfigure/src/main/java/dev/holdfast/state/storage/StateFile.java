package dev.holdfast.state.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.holdfast.state.migration.MalformedContentException;

/**
 * A file that is always whole: it is written under another name first, brought to disk,
 * and then renamed. The copy before it is kept. Whatever is found in its place that has
 * not been written so is moved aside, and the copy before it is read.
 * <p>
 * One process at a time has the file, by a lock that ends with the process. Used by one
 * thread.
 *
 * @since 0.1.0
 */
public final class StateFile implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(StateFile.class);

	private static final DateTimeFormatter SUFFIX = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT);

	private final Path current;

	private final Path previous;

	private final Path fresh;

	private PrivateDirectory directory;

	private DirectoryLock lock;

	private @Nullable StateFileInUseException lost;

	private StateFile(Path directory) throws IOException {
		this.current = directory.resolve("state");
		this.previous = directory.resolve("state.previous");
		this.fresh = directory.resolve("state.new");
		this.directory = PrivateDirectory.open(directory);
		this.lock = DirectoryLock.acquire(this.directory);
	}

	/**
	 * Take the file of a directory.
	 * @param directory the directory, which is created if it is missing
	 * @return the file
	 * @throws StateFileInUseException if another process has it
	 * @throws StateStorageException if the directory cannot be used
	 */
	public static StateFile open(Path directory) {
		try {
			return new StateFile(directory);
		}
		catch (IOException ex) {
			throw new StateStorageException("State cannot be kept in %s: %s.".formatted(directory, ex),
					"Set holdfast.state.file.location to a directory of its own that the application may create and "
							+ "nobody else may write to, or set holdfast.state.storage to heap.",
					ex);
		}
	}

	/**
	 * Read the file.
	 * @param <T> what is made of the content
	 * @param reader makes something of the content; throws a
	 * {@link MalformedContentException} if it cannot
	 * @return what the reader has made of the newest content that is whole, {@code null}
	 * if there is none
	 * @throws StateStorageException if the file is there, but cannot be read
	 */
	public <T> @Nullable T read(Function<byte[], T> reader) {
		if (!exists(this.current) && exists(this.fresh)) {
			completeWrite(reader);
		}
		for (Path file : List.of(this.current, this.previous)) {
			if (exists(file)) {
				try {
					return read(file, reader);
				}
				catch (MalformedContentException ex) {
					moveAside(file, ex);
				}
			}
		}
		return null;
	}

	// A write that ended between its two renames has left a file that is whole
	private void completeWrite(Function<byte[], ?> reader) {
		try {
			read(this.fresh, reader);
			Files.move(this.fresh, this.current, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (MalformedContentException ex) {
			logger.debug("A write of %s was interrupted".formatted(this.current));
		}
		catch (IOException ex) {
			throw unreadable(this.fresh, ex);
		}
	}

	private <T> T read(Path file, Function<byte[], T> reader) {
		try {
			return reader.apply(StateFileFormat.unwrap(this.directory.read(file)));
		}
		catch (IOException ex) {
			throw unreadable(file, ex);
		}
	}

	// It may be whole, so that to move it aside would be to lose it
	private static StateStorageException unreadable(Path file, IOException cause) {
		return new StateStorageException("The state file %s cannot be read: %s.".formatted(file, cause),
				"Let the user that runs the application read it, or delete it to begin anew.", cause);
	}

	private static boolean exists(Path file) {
		return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
	}

	private void moveAside(Path file, MalformedContentException reason) {
		Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + LocalDateTime.now().format(SUFFIX));
		String next = file.equals(this.previous) ? "State begins anew" : "The copy before it is read instead";
		try {
			Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
			logger.warn("The state file %s cannot be read: %s. It is now %s. %s. Delete it if you do not need it"
				.formatted(file, reason.getMessage(), aside, next));
		}
		catch (IOException ex) {
			throw new StateStorageException("The state file %s cannot be read: %s. It cannot be moved aside either: %s."
				.formatted(file, reason.getMessage(), ex), "Delete or move it.", ex);
		}
	}

	/**
	 * Return whether what was written last is still there.
	 * @return {@code false} if nothing has been written, or somebody has deleted it
	 * @throws IOException if it cannot be found out
	 */
	public boolean isPresent() throws IOException {
		return this.lock.isHeld() && exists(this.current);
	}

	/**
	 * Write the file. When this returns, the content is on disk.
	 * @param content the content
	 * @throws IOException if it cannot be written; then the file is as it was
	 * @throws StateFileInUseException if the directory has been deleted, and another
	 * process has taken its place
	 */
	public void write(byte[] content) throws IOException {
		checkLock();
		Files.deleteIfExists(this.fresh);
		try (FileChannel channel = this.directory.open(this.fresh, StandardOpenOption.CREATE_NEW,
				StandardOpenOption.WRITE)) {
			ByteBuffer file = StateFileFormat.wrap(content);
			while (file.hasRemaining()) {
				channel.write(file);
			}
			channel.force(true);
		}
		if (exists(this.current)) {
			Files.move(this.current, this.previous, StandardCopyOption.ATOMIC_MOVE);
		}
		Files.move(this.fresh, this.current, StandardCopyOption.ATOMIC_MOVE);
		this.directory.force();
	}

	private void checkLock() throws IOException {
		if (this.lost != null) {
			throw this.lost;
		}
		if (this.lock.isHeld()) {
			return;
		}
		// As when the build directory is cleaned
		this.lock.close();
		this.directory = PrivateDirectory.open(this.directory.path());
		try {
			this.lock = DirectoryLock.acquire(this.directory);
		}
		catch (StateFileInUseException ex) {
			// For good: what is there now is the state of that one
			this.lost = ex;
			throw ex;
		}
	}

	/**
	 * Let others have the file.
	 * @throws IOException if the system refuses to
	 */
	@Override
	public void close() throws IOException {
		this.lock.close();
	}

	@Override
	public String toString() {
		return this.current.toString();
	}

}
