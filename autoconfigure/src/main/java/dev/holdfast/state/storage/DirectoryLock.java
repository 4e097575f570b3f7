package dev.holdfast.state.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import dev.holdfast.restart.Restarts;

/**
 * Keeps everybody else away from a directory until it is closed or the process ends.
 * <p>
 * The lock is one of the operating system on a file. Where that knows POSIX, a process
 * loses its locks on a file as soon as it closes any channel to it; so a second one is
 * never opened: who is first in this process is known without one.
 */
final class DirectoryLock implements AutoCloseable {

	private static final int MAX_PID_LENGTH = 20;

	private final Path name;

	private final Path file;

	private final FileLock lock;

	private final @Nullable Object fileKey;

	private DirectoryLock(Path name, PrivateDirectory directory) throws IOException {
		this.name = name;
		this.file = directory.path().resolve("state.lock");
		FileChannel channel = directory.open(this.file, StandardOpenOption.CREATE, StandardOpenOption.READ,
				StandardOpenOption.WRITE);
		try {
			this.lock = lock(channel, directory.path());
			this.fileKey = fileKey(this.file);
		}
		catch (IOException | RuntimeException ex) {
			channel.close();
			throw ex;
		}
	}

	/**
	 * Lock a directory.
	 * @param directory the directory
	 * @return the lock
	 * @throws StateFileInUseException if somebody else has it
	 * @throws IOException if the lock cannot be had for another reason
	 */
	static DirectoryLock acquire(PrivateDirectory directory) throws IOException {
		Path name = directory.path().toRealPath();
		if (!Held.names().add(name)) {
			throw new StateFileInUseException(directory.path(), "another application in this process");
		}
		try {
			return new DirectoryLock(name, directory);
		}
		catch (IOException | RuntimeException ex) {
			Held.names().remove(name);
			throw ex;
		}
	}

	private static FileLock lock(FileChannel channel, Path directory) throws IOException {
		// Behind the text, so that others can read who has it
		FileLock lock = channel.tryLock(Integer.MAX_VALUE, 1, false);
		if (lock == null) {
			ByteBuffer owner = ByteBuffer.allocate(MAX_PID_LENGTH);
			channel.read(owner, 0);
			throw new StateFileInUseException(directory,
					"process " + StandardCharsets.US_ASCII.decode(owner.flip()).toString());
		}
		channel.truncate(0);
		channel.write(StandardCharsets.US_ASCII.encode(String.valueOf(ProcessHandle.current().pid())), 0);
		return lock;
	}

	/**
	 * Return whether the lock still keeps others away.
	 * @return {@code false} if its file has been deleted, so that another process can
	 * lock another one of its name
	 * @throws IOException if it cannot be found out
	 */
	boolean isHeld() throws IOException {
		try {
			return this.lock.isValid() && Objects.equals(this.fileKey, fileKey(this.file));
		}
		catch (NoSuchFileException ex) {
			return false;
		}
	}

	private static @Nullable Object fileKey(Path file) throws IOException {
		return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
	}

	@Override
	public void close() throws IOException {
		if (this.lock.isValid()) {
			this.lock.acquiredBy().close();
			Held.names().remove(this.name);
		}
	}

	/**
	 * The directories that this process has locked.
	 */
	private static final class Held {

		private final Set<Path> names = ConcurrentHashMap.newKeySet();

		private static Set<Path> names() {
			return Restarts.survivor(Held.class, Held::new).names;
		}

	}

}
