package dev.holdfast.reload.watch;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.util.AntPathMatcher;
import org.springframework.util.Assert;

/**
 * The directories that are looked at, and which of their files need no restart.
 * <p>
 * Counts what DevTools counts: regular files at any depth, through symbolic links. Links
 * that lead back to a directory above them are not followed.
 * <p>
 * Immutable: any thread may scan at any time.
 *
 * @since 0.1.0
 */
public final class FileTree {

	private final List<Path> directories;

	private final List<String> excludes;

	private final AntPathMatcher matcher = new AntPathMatcher();

	/**
	 * Create a new {@link FileTree}.
	 * @param directories the directories, there or not
	 * @param excludes the patterns, in the style of Ant, of files that need no restart,
	 * on the path relative to its directory, with {@code /}
	 */
	public FileTree(Collection<Path> directories, Collection<String> excludes) {
		Assert.notNull(directories, "'directories' must not be null");
		Assert.notNull(excludes, "'excludes' must not be null");
		this.directories = directories.stream()
			.map((directory) -> directory.toAbsolutePath().normalize())
			.distinct()
			.toList();
		this.excludes = List.copyOf(excludes);
	}

	/**
	 * Look at all files now. A directory that is missing has no files, and what cannot be
	 * looked at, or vanishes meanwhile, is left out.
	 * @return what was there
	 */
	public Snapshot scan() {
		long start = System.nanoTime();
		Map<Path, FileState> files = new HashMap<>();
		this.directories.forEach((directory) -> scan(directory, files));
		return new Snapshot(this, files, Duration.ofNanos(System.nanoTime() - start));
	}

	private static void scan(Path directory, Map<Path, FileState> files) {
		if (!Files.isDirectory(directory)) {
			return;
		}
		try {
			Files.walkFileTree(directory, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE,
					new Collector(files));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The collector does not throw, whatever fails", ex);
		}
	}

	boolean contains(Path file) {
		Path absolute = file.toAbsolutePath().normalize();
		return this.directories.stream().anyMatch(absolute::startsWith);
	}

	/**
	 * Whether a file needs no restart when it changes. A file of two directories, one
	 * inside the other, must be excluded in both.
	 * @param file the file
	 * @return whether it is excluded
	 */
	boolean isExcluded(Path file) {
		Path absolute = file.toAbsolutePath().normalize();
		List<Path> containing = this.directories.stream().filter(absolute::startsWith).toList();
		return !containing.isEmpty() && containing.stream().allMatch((directory) -> isExcluded(directory, absolute));
	}

	private boolean isExcluded(Path directory, Path file) {
		String name = relativize(directory, file);
		return this.excludes.stream().anyMatch((pattern) -> this.matcher.match(pattern, name));
	}

	String name(Path file) {
		return this.directories.stream()
			.filter(file::startsWith)
			.findFirst()
			.map((directory) -> relativize(directory, file))
			.orElseGet(file::toString);
	}

	private static String relativize(Path directory, Path file) {
		return directory.relativize(file).toString().replace(File.separatorChar, '/');
	}

	/**
	 * Collects regular files and goes on whatever fails.
	 */
	private static final class Collector extends SimpleFileVisitor<Path> {

		private final Map<Path, FileState> files;

		private Collector(Map<Path, FileState> files) {
			this.files = files;
		}

		@Override
		public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
			if (attributes.isRegularFile()) {
				this.files.put(file, FileState.of(attributes));
			}
			return FileVisitResult.CONTINUE;
		}

		@Override
		public FileVisitResult visitFileFailed(Path file, IOException ex) {
			return FileVisitResult.CONTINUE;
		}

		@Override
		public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException ex) {
			return FileVisitResult.CONTINUE;
		}

	}

}
