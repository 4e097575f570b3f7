package dev.holdfast.reload.graph;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * Who depends on whom among the classes of an application, as their class files say.
 * <p>
 * A class depends on what it extends and implements, on the types in its declarations,
 * generic ones and annotations included, on everything that its code, lambdas and method
 * references use, on the classes it is nested with, on its permitted subclasses, on
 * classes that it names in full in a text, and on the {@code package-info} of its
 * package.
 * <p>
 * What class files do not tell: compilers copy constants into the classes that use them.
 * Java's leaves a trace of where they come from in code, but none in annotations and
 * {@code case} labels, and other compilers may leave none at all. Such a class depends on
 * the constant's class in the source only. It has a new class file itself once it has
 * been compiled again; until then it goes on with the old value, after a restart as well.
 * Names that are put together at run time, and what a framework finds by scanning, cannot
 * be seen either.
 * <p>
 * Files that cannot be read, as they are half-written perhaps, never fail a method. Such
 * a class keeps the dependencies of its last good version, and counts as a dependent of
 * every change.
 * <p>
 * Safe for use by many threads: there is one immutable snapshot, replaced under a lock.
 * {@link #build()} reads files without the lock, and reads again whatever was updated in
 * the meantime.
 *
 * @since 0.1.0
 */
public final class ClassGraph {

	private static final Log logger = LogFactory.getLog(ClassGraph.class);

	private final ClassRoots roots;

	private final Object lock = new Object();

	private final Set<String> updatedMeanwhile = new HashSet<>();

	private int builds;

	private volatile GraphSnapshot snapshot = GraphSnapshot.EMPTY;

	/**
	 * Create a graph without classes; {@link #build()} reads them.
	 * @param roots the directories of class files in the order of the class path; they
	 * may also be in other file systems, such as that of an archive
	 */
	public ClassGraph(Collection<Path> roots) {
		Assert.notNull(roots, "'roots' must not be null");
		this.roots = new ClassRoots(roots);
	}

	/**
	 * Read all classes, in the thread of the caller. Until it has finished, the graph is
	 * what it was before.
	 */
	public void build() {
		synchronized (this.lock) {
			this.builds++;
		}
		try {
			GraphSnapshot built = GraphSnapshot.of(readAll());
			synchronized (this.lock) {
				this.snapshot = built;
				this.updatedMeanwhile.forEach(this::refresh);
			}
		}
		finally {
			synchronized (this.lock) {
				if (--this.builds == 0) {
					this.updatedMeanwhile.clear();
				}
			}
		}
	}

	/**
	 * Read one class file, which is new or has changed. If it has gone, the class is
	 * forgotten, unless another root has it too.
	 * @param file the class file; other files and those outside of the roots are ignored
	 */
	public void update(Path file) {
		String name = this.roots.nameOf(file);
		if (name == null) {
			return;
		}
		synchronized (this.lock) {
			if (this.builds > 0) {
				this.updatedMeanwhile.add(name);
			}
			refresh(name);
		}
	}

	/**
	 * Return the classes of the graph.
	 * @return their names
	 */
	public Set<String> types() {
		Set<String> names = new TreeSet<>();
		this.snapshot.nodes().forEach((node) -> names.add(node.name()));
		return names;
	}

	/**
	 * Return the classes that a class depends on by itself.
	 * @param type the name of a class
	 * @return the names of those in the graph
	 */
	public Set<String> dependencies(String type) {
		GraphSnapshot current = this.snapshot;
		ClassNode node = current.node(type);
		Set<String> names = new TreeSet<>((node != null) ? node.references() : Set.of());
		names.removeIf((name) -> !current.contains(name));
		return names;
	}

	GraphSnapshot snapshot() {
		return this.snapshot;
	}

	private void refresh(String name) {
		ClassNode before = this.snapshot.node(name);
		ClassNode now = null;
		for (Path file : this.roots.filesOf(name)) {
			now = (now != null) ? now : read(name, file, before, new HashMap<>());
		}
		this.snapshot = this.snapshot.with(name, now);
	}

	private Collection<ClassNode> readAll() {
		GraphSnapshot before = this.snapshot;
		Map<String, String> pool = new HashMap<>();
		Map<String, ClassNode> nodes = new HashMap<>();
		for (Path file : this.roots.files()) {
			String name = this.roots.nameOf(file);
			if (name != null && !nodes.containsKey(name)) {
				ClassNode node = read(name, file, before.node(name), pool);
				if (node != null) {
					nodes.put(name, node);
				}
			}
		}
		return nodes.values();
	}

	private static @Nullable ClassNode read(String name, Path file, @Nullable ClassNode before,
			Map<String, String> pool) {
		try {
			ClassNode node = ClassNodeReader.read(Files.readAllBytes(file), file, pool);
			return node.name().equals(name) ? node : unreadable(name, file, "it holds " + node.name(), before);
		}
		catch (NoSuchFileException ex) {
			return null;
		}
		catch (IOException | RuntimeException ex) {
			return unreadable(name, file, String.valueOf(ex.getMessage()), before);
		}
	}

	private static ClassNode unreadable(String name, Path file, String problem, @Nullable ClassNode before) {
		logger.debug("Class file [%s] cannot be read: %s".formatted(file, problem));
		return ClassNode.unreadable(name, file, problem, before);
	}

}
