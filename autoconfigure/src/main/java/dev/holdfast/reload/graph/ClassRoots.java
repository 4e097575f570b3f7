package dev.holdfast.reload.graph;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Directories of class files, in the order of the class path.
 */
final class ClassRoots {

	private static final Log logger = LogFactory.getLog(ClassRoots.class);

	private static final String SUFFIX = ".class";

	private final List<Path> roots;

	ClassRoots(Collection<Path> roots) {
		this.roots = roots.stream().map(ClassRoots::clean).distinct().toList();
	}

	/**
	 * Return all class files, those of the first root first.
	 * @return the class files
	 */
	List<Path> files() {
		List<Path> files = new ArrayList<>();
		for (Path root : this.roots) {
			try {
				Files.walkFileTree(root, new ClassFiles(files));
			}
			catch (IOException ex) {
				logger.debug("Classes in [%s] cannot be listed".formatted(root), ex);
			}
		}
		return files;
	}

	/**
	 * Return the files that may have a class, the first of which counts.
	 * @param name the name of the class
	 * @return the files, there or not
	 */
	List<Path> filesOf(String name) {
		return this.roots.stream().map((root) -> root.resolve(name.replace('.', '/') + SUFFIX)).toList();
	}

	/**
	 * Return the class that a file has by its place.
	 * @param file any file
	 * @return the name of the class, or {@code null} if the file cannot have one
	 */
	@Nullable String nameOf(Path file) {
		Path path = clean(file);
		for (Path root : this.roots) {
			if (path.getFileSystem() == root.getFileSystem() && path.startsWith(root)) {
				String name = root.relativize(path).toString().replace(root.getFileSystem().getSeparator(), ".");
				boolean ours = name.endsWith(SUFFIX) && !name.startsWith("META-INF.")
						&& !name.endsWith("module-info.class");
				return ours ? name.substring(0, name.length() - SUFFIX.length()) : null;
			}
		}
		return null;
	}

	private static Path clean(Path path) {
		return path.toAbsolutePath().normalize();
	}

	/**
	 * Collects class files; what vanishes while it looks is left out.
	 */
	private static final class ClassFiles extends SimpleFileVisitor<Path> {

		private final List<Path> files;

		ClassFiles(List<Path> files) {
			this.files = files;
		}

		@Override
		public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
			if (file.toString().endsWith(SUFFIX)) {
				this.files.add(file);
			}
			return FileVisitResult.CONTINUE;
		}

		@Override
		public FileVisitResult visitFileFailed(Path file, IOException failure) {
			return FileVisitResult.CONTINUE;
		}

		@Override
		public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) {
			return FileVisitResult.CONTINUE;
		}

	}

}
