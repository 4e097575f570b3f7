package dev.holdfast.state.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.holdfast.state.migration.MalformedContentException;

/**
 * A directory with files for the eyes of the user alone who runs this process, where the
 * file system knows users. No symbolic link is followed, and nothing is believed that
 * somebody else may have written.
 */
final class PrivateDirectory {

	private static final Set<PosixFilePermission> WRITE_BY_OTHERS = Set.of(PosixFilePermission.GROUP_WRITE,
			PosixFilePermission.OTHERS_WRITE);

	private final Path path;

	private final boolean isPosix;

	private final @Nullable UserPrincipal user;

	private PrivateDirectory(Path path) throws IOException {
		this.path = path;
		this.isPosix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
		create();
		refuse(path, isWritableByOthers(path) ? "other users may write to it" : null);
		this.user = this.isPosix ? user() : null;
		refuse(path, distrust(path));
	}

	/**
	 * Open a directory, and create it if it is missing.
	 * @param path the directory
	 * @return the directory
	 * @throws IOException if it cannot be used, or somebody else may have
	 */
	static PrivateDirectory open(Path path) throws IOException {
		return new PrivateDirectory(path);
	}

	private void create() throws IOException {
		Path parent = this.path.getParent();
		if (parent != null) {
			Files.createDirectories(parent);
		}
		try {
			Files.createDirectory(this.path, attributes("rwx------"));
		}
		catch (FileAlreadyExistsException ex) {
			refuse(this.path, Files.isDirectory(this.path, LinkOption.NOFOLLOW_LINKS) ? null : "it is not a directory");
		}
	}

	// A name tells little where users have none, as in a container
	private UserPrincipal user() throws IOException {
		Path own = Files.createTempFile(this.path, "state", ".owner");
		try {
			return Files.getOwner(own, LinkOption.NOFOLLOW_LINKS);
		}
		finally {
			Files.delete(own);
		}
	}

	private static void refuse(Path file, @Nullable String reason) throws IOException {
		if (reason != null) {
			throw new FileSystemException(file.toString(), null, reason);
		}
	}

	private @Nullable String distrust(Path file) throws IOException {
		if (this.user == null) {
			return null;
		}
		UserPrincipal owner = Files.getOwner(file, LinkOption.NOFOLLOW_LINKS);
		if (!owner.equals(this.user)) {
			return "it belongs to user %s, but user %s runs the application".formatted(owner.getName(),
					this.user.getName());
		}
		return isWritableByOthers(file) ? "other users may write to it" : null;
	}

	private boolean isWritableByOthers(Path file) throws IOException {
		return this.isPosix && Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS)
			.stream()
			.anyMatch(WRITE_BY_OTHERS::contains);
	}

	private FileAttribute<?>[] attributes(String permissions) {
		return this.isPosix
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
				: new FileAttribute<?>[0];
	}

	Path path() {
		return this.path;
	}

	/**
	 * Open a file to write to it.
	 * @param file the file
	 * @param options how to open it
	 * @return the open file
	 * @throws IOException if it cannot be opened, or somebody else may write to it
	 */
	FileChannel open(Path file, StandardOpenOption... options) throws IOException {
		Set<OpenOption> all = new HashSet<>(Set.of(options));
		all.add(LinkOption.NOFOLLOW_LINKS);
		FileChannel channel = FileChannel.open(file, all, attributes("rw-------"));
		try {
			refuse(file, distrust(file));
			return channel;
		}
		catch (IOException ex) {
			channel.close();
			throw ex;
		}
	}

	/**
	 * Read a file.
	 * @param file the file
	 * @return its content
	 * @throws MalformedContentException if it is no file of this user's own
	 * @throws IOException if it cannot be read, though it may be whole
	 */
	byte[] read(Path file) throws IOException {
		String distrust = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? distrust(file) : "it is not a file";
		if (distrust != null) {
			throw new MalformedContentException(distrust);
		}
		try (InputStream stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
			return stream.readAllBytes();
		}
	}

	/**
	 * Make sure that the names in the directory are on disk, where that takes an action.
	 * @throws IOException if they are not
	 */
	void force() throws IOException {
		if (this.isPosix) {
			try (FileChannel channel = FileChannel.open(this.path, StandardOpenOption.READ)) {
				channel.force(true);
			}
		}
	}

}
