package dev.holdfast.reload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.holdfast.reload.watch.FileChange;
import dev.holdfast.reload.watch.FileChange.Kind;

/**
 * The class files that the running classes are of: those that were loaded or have
 * replaced these, whatever the files say by now.
 * <p>
 * Thread-safe: concurrent collections and a volatile field.
 */
final class LoadedClasses {

	private static final String SUFFIX = ".class";

	private final Map<Path, byte[]> contents = new ConcurrentHashMap<>();

	private final Set<Path> unknown = ConcurrentHashMap.newKeySet();

	private volatile List<Path> directories = List.of();

	/**
	 * Take all files as they are.
	 * @param directories the directories of class files
	 */
	void rememberAll(List<Path> directories) {
		forgetAll();
		this.directories = directories.stream()
			.map((directory) -> directory.toAbsolutePath().normalize())
			.distinct()
			.toList();
		for (Path root : this.directories.stream().filter(Files::isDirectory).toList()) {
			try (Stream<Path> files = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
				files.filter((file) -> file.toString().endsWith(SUFFIX)).forEach(this::remember);
			}
			catch (IOException | UncheckedIOException ex) {
				this.unknown.add(root);
			}
		}
	}

	private void remember(Path file) {
		try {
			put(file, Files.readAllBytes(file));
		}
		catch (IOException ex) {
			forget(file);
		}
	}

	/**
	 * Take changed files as they are.
	 * @param changes the changes
	 */
	void remember(Collection<FileChange> changes) {
		for (FileChange change : changes) {
			if (change.kind() == Kind.REMOVED) {
				this.contents.remove(change.file());
				this.unknown.remove(change.file());
			}
			else if (change.isClass()) {
				remember(change.file());
			}
		}
	}

	/**
	 * Take the files of which nothing is known as they are.
	 */
	void rememberUnknown() {
		for (Path file : this.unknown) {
			if (Files.notExists(file)) {
				this.unknown.remove(file);
			}
			else if (Files.isRegularFile(file)) {
				remember(file);
			}
		}
	}

	void put(Path file, byte[] content) {
		this.contents.put(file, content);
		this.unknown.remove(file);
	}

	/**
	 * The running class is of an unknown version of a file.
	 * @param file the file; nothing happens if it is of no class
	 */
	void forget(Path file) {
		if (file.toString().endsWith(SUFFIX)) {
			this.contents.remove(file);
			this.unknown.add(file);
		}
	}

	void forgetAll() {
		this.contents.clear();
		this.unknown.clear();
	}

	/**
	 * Return whether all running classes are known.
	 * @return whether none has been forgotten since
	 */
	boolean areComplete() {
		return this.unknown.isEmpty();
	}

	byte @Nullable [] get(Path file) {
		return this.contents.get(file);
	}

	Collection<byte[]> all() {
		return List.copyOf(this.contents.values());
	}

	/**
	 * Return the name of the class that is loaded from a file.
	 * @param file the class file
	 * @return the name, or {@code null} if another directory has the class too, or the
	 * file is in none
	 */
	@Nullable String name(Path file) {
		String name = null;
		for (Path root : this.directories) {
			if (file.startsWith(root)) {
				name = root.relativize(file).toString();
			}
		}
		if (name == null) {
			return null;
		}
		String path = name;
		long there = this.directories.stream().filter((root) -> Files.exists(root.resolve(path))).count();
		return (there > 1) ? null
				: path.substring(0, path.length() - SUFFIX.length()).replace('/', '.').replace('\\', '.');
	}

}
