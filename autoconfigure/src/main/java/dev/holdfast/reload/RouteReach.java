package dev.holdfast.reload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.holdfast.reload.graph.ClassGraph;
import dev.holdfast.reload.graph.Route;
import dev.holdfast.reload.graph.RouteGraph;
import dev.holdfast.restart.Restarts;

/**
 * Knows which routes of the running application its classes are behind. Survives
 * restarts, and holds names only.
 * <p>
 * Thread-safe: what is known is immutable and in a volatile field. It is found out under
 * the monitor of this object on a thread of its own, some time after a generation has
 * gone live; until then nothing is known.
 *
 * @since 0.1.0
 */
public final class RouteReach {

	private static final Log logger = LogFactory.getLog(RouteReach.class);

	private static final String CLASS = ".class";

	private final Map<Path, FileTime> files = new HashMap<>();

	private final List<Path> directories;

	private final ClassGraph classes;

	// How often there was reason to find out
	private final AtomicInteger reasons = new AtomicInteger();

	private volatile @Nullable RunningApplication application;

	private volatile @Nullable RouteGraph routes;

	private volatile @Nullable Described described;

	RouteReach(List<Path> directories) {
		this.directories = List.copyOf(directories);
		this.classes = new ClassGraph(directories);
	}

	/**
	 * Return what is known in this JVM.
	 * @return the same in every generation
	 */
	public static RouteReach get() {
		return Restarts.survivor(RouteReach.class, () -> new RouteReach(Restarts.control().directories()));
	}

	/**
	 * Find out what is behind the routes of an application. Returns at once.
	 * @param live the application
	 */
	public void use(RunningApplication live) {
		live(live);
		findOutSoon();
	}

	/**
	 * Code has been replaced in place, which may run other classes than before. Nothing
	 * is known until that is found out. Returns at once.
	 */
	public void codeReplaced() {
		this.reasons.incrementAndGet();
		this.routes = null;
		findOutSoon();
	}

	private void findOutSoon() {
		Restarts.startBaseThread("holdfast-routes", true, () -> {
			Thread.currentThread().setPriority(Thread.MIN_PRIORITY);
			findOut();
		});
	}

	void live(RunningApplication live) {
		this.reasons.incrementAndGet();
		this.application = live;
	}

	/**
	 * Let go of the application, which is about to retire.
	 */
	public void letGo() {
		this.application = null;
		this.routes = null;
		this.described = null;
	}

	synchronized void findOut() {
		int reason = this.reasons.get();
		try {
			readClasses();
			RunningApplication live = this.application;
			List<Route> known = (live != null) ? live.routes() : null;
			if (live != null && known != null) {
				this.routes = RouteGraph.of(this.classes, known, live.beans(), live.maxDepth());
			}
			if (live != this.application || reason != this.reasons.get()) {
				this.routes = null;
			}
		}
		catch (RuntimeException | LinkageError ex) {
			// The application may have closed meanwhile
			logger.debug("It is not known what is behind the routes", ex);
		}
	}

	private void readClasses() {
		Map<Path, FileTime> present = new HashMap<>();
		this.directories.stream().filter(Files::isDirectory).forEach((directory) -> find(directory, present));
		if (this.files.isEmpty()) {
			this.classes.build();
		}
		else {
			Set<Path> changed = new HashSet<>(this.files.keySet());
			changed.addAll(present.keySet());
			changed.removeIf((file) -> present.containsKey(file) && present.get(file).equals(this.files.get(file)));
			changed.forEach(this.classes::update);
		}
		this.files.clear();
		this.files.putAll(present);
	}

	private static void find(Path directory, Map<Path, FileTime> found) {
		try (Stream<Path> files = Files.walk(directory)) {
			for (Path file : files.filter((path) -> path.toString().endsWith(CLASS)).toList()) {
				found.put(file, Files.getLastModifiedTime(file));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Find the routes that changed files affect. Those of a file that needs no restart,
	 * such as a template, are not known.
	 * @param changes the changes
	 * @return the names of the routes, or {@code null} if they are not known
	 */
	public @Nullable Set<String> affectedBy(List<ChangedFile> changes) {
		RouteGraph known = this.routes;
		if (known == null || !changes.stream().allMatch((change) -> change.isEditedClass() && !change.excluded())) {
			return null;
		}
		Set<String> names = changes.stream().map(RouteReach::className).collect(Collectors.toSet());
		return known.affectedRoutes(names).stream().map(Route::name).collect(Collectors.toCollection(TreeSet::new));
	}

	private static String className(ChangedFile change) {
		return change.name().substring(0, change.name().length() - CLASS.length()).replace('/', '.');
	}

	/**
	 * Return what each route reaches.
	 * @return the names of classes by the names of routes; empty if they are not known
	 */
	public Map<String, Set<String>> routes() {
		RouteGraph known = this.routes;
		Described present = this.described;
		if (known == null) {
			return Map.of();
		}
		if (present == null || present.graph() != known) {
			present = Described.of(known);
			this.described = present;
		}
		return present.routes();
	}

	/**
	 * Return what each class depends on by itself.
	 * @return the names of classes by the names of classes; empty if they are not known
	 */
	public Map<String, Set<String>> classes() {
		Map<String, Set<String>> all = new TreeMap<>();
		this.classes.types().forEach((type) -> all.put(type, this.classes.dependencies(type)));
		return all;
	}

	/**
	 * What each route reaches, which takes a while to find out if there are many.
	 */
	private record Described(RouteGraph graph, Map<String, Set<String>> routes) {

		static Described of(RouteGraph graph) {
			Map<String, Set<String>> all = new TreeMap<>();
			graph.routes()
				.forEach((route) -> all.computeIfAbsent(route.name(), (name) -> new TreeSet<>())
					.addAll(graph.classesBehind(route)));
			return new Described(graph, all);
		}

	}

}
