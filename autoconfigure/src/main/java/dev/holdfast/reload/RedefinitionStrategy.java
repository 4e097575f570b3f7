package dev.holdfast.reload;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.holdfast.reload.graph.ClassChange;
import dev.holdfast.reload.graph.ClassGraph;
import dev.holdfast.reload.graph.Route;
import dev.holdfast.reload.graph.RouteGraph;
import dev.holdfast.reload.redefine.Redefiner;
import dev.holdfast.reload.redefine.RedefinitionException;
import dev.holdfast.reload.redefine.StartupCode;
import dev.holdfast.reload.watch.FileChange;
import dev.holdfast.reload.watch.FileChange.Kind;
import dev.holdfast.reload.watch.FileChanges;

/**
 * Replaces bodies of methods in place if they run for requests only, so that the answers
 * are those that a restart would give.
 * <p>
 * Decides and prepares under the monitor of this object, so that whoever decides waits
 * for what is being prepared. What is held of a generation is in a volatile field, as it
 * has to be let go of without waiting.
 */
final class RedefinitionStrategy implements ReloadStrategy {

	private static final Log logger = LogFactory.getLog(RedefinitionStrategy.class);

	private final LoadedClasses classes = new LoadedClasses();

	private final Redefiner redefiner;

	private final Supplier<@Nullable ClassLoader> loader;

	// Those that the graph has not been told of
	private final Set<Path> edited = ConcurrentHashMap.newKeySet();

	private volatile @Nullable RunningApplication live;

	private volatile @Nullable List<Path> directories;

	// What was prepared before the classes were read anew is not of use
	private final AtomicInteger readings = new AtomicInteger();

	private @Nullable ClassGraph graph;

	private int graphOf;

	private @Nullable StartupCode startup;

	private @Nullable RouteGraph routes;

	private WeakReference<RunningApplication> preparedFor = new WeakReference<>(null);

	private int preparedOf;

	/**
	 * Create a strategy that does nothing until it is told of an application.
	 * @param redefiner replaces classes
	 * @param loader finds the loader of the running generation
	 */
	RedefinitionStrategy(Redefiner redefiner, Supplier<@Nullable ClassLoader> loader) {
		this.redefiner = redefiner;
		this.loader = loader;
	}

	void use(RunningApplication application) {
		this.live = application;
	}

	void letGo() {
		this.live = null;
	}

	/**
	 * The running classes are those that the files have now, unless nobody needs to know.
	 * @param directories the directories of class files
	 */
	void rememberAll(List<Path> directories) {
		if (this.live != null) {
			forgetAll();
			this.classes.rememberAll(directories);
			this.directories = List.copyOf(directories);
		}
	}

	void forget(Path file) {
		this.classes.forget(file);
	}

	void forgetAll() {
		this.directories = null;
		this.readings.incrementAndGet();
		this.classes.forgetAll();
	}

	boolean lacksClasses() {
		return this.live != null && this.directories == null;
	}

	boolean isWanted() {
		return this.live != null;
	}

	/**
	 * The application is going to load changed files.
	 * @param changes the changes
	 */
	void reloaded(FileChanges changes) {
		this.classes.remember(changes.all());
		this.classes.rememberUnknown();
		changes.all().forEach((change) -> this.edited.add(change.file()));
	}

	/**
	 * Do beforehand what takes time.
	 */
	void prepare() {
		RunningApplication now = this.live;
		if (now != null) {
			this.redefiner.attach();
			if (this.redefiner.isReady()) {
				try {
					prepare(now);
				}
				catch (RuntimeException | LinkageError ex) {
					logger.debug("The next change of code restarts the application", ex);
				}
			}
		}
	}

	private synchronized void prepare(RunningApplication now) {
		int reading = this.readings.get();
		List<Path> present = this.directories;
		if (present == null || (this.preparedFor.refersTo(now) && this.preparedOf == reading)) {
			return;
		}
		ClassGraph classGraph = graph(present, reading);
		this.routes = null;
		this.startup = StartupCode.of(this.classes.all(), this.startup);
		List<Route> known = now.routes();
		if (known != null) {
			this.routes = RouteGraph.of(classGraph, known, now.beans(), now.maxDepth());
		}
		this.preparedFor = new WeakReference<>(now);
		this.preparedOf = reading;
		logger
			.debug("Code can be replaced in place, behind " + ((known != null) ? known.size() : "unknown") + " routes");
	}

	private ClassGraph graph(List<Path> present, int reading) {
		ClassGraph known = this.graph;
		if (known == null || this.graphOf != reading) {
			this.edited.clear();
			known = new ClassGraph(present);
			known.build();
			this.graph = known;
			this.graphOf = reading;
		}
		for (Path file : this.edited) {
			this.edited.remove(file);
			known.update(file);
		}
		return known;
	}

	@Override
	public @Nullable ReloadDecision decide(FileChanges changes) {
		RunningApplication now = this.live;
		List<FileChange> relevant = changes.all().stream().filter((change) -> !change.excluded()).toList();
		if (now == null || !this.redefiner.isReady() || !relevant.stream().allMatch(RedefinitionStrategy::isEdited)) {
			return null;
		}
		synchronized (this) {
			prepare(now);
			return decide(changes, relevant);
		}
	}

	private static boolean isEdited(FileChange change) {
		return change.isClass() && change.kind() == Kind.MODIFIED;
	}

	private ReloadDecision decide(FileChanges changes, List<FileChange> relevant) {
		Map<String, ClassChange> differences = new TreeMap<>();
		Map<FileChange, byte[]> contents = new HashMap<>();
		Map<String, byte[]> definitions = new HashMap<>();
		for (FileChange change : relevant) {
			String name = this.classes.name(change.file());
			byte[] before = this.classes.get(change.file());
			byte[] after = read(change.file());
			if (name == null || before == null || after == null) {
				return restart(changes, "what " + change.name() + " was before is not known");
			}
			ClassChange difference = ClassChange.between(before, after);
			String reason = reason(name, difference);
			if (reason != null) {
				return restart(changes, reason);
			}
			differences.put(name, difference);
			contents.put(change, after);
			definitions.put(name, after);
		}
		return decide(changes, differences, () -> redefine(contents, definitions));
	}

	private static byte @Nullable [] read(Path file) {
		try {
			return Files.readAllBytes(file);
		}
		catch (IOException ex) {
			return null;
		}
	}

	private @Nullable String reason(String name, ClassChange difference) {
		if (difference.kind() == ClassChange.Kind.NONE) {
			return null;
		}
		if (difference.kind() != ClassChange.Kind.METHOD_BODIES) {
			return difference.reasons().isEmpty() ? "more than bodies of methods" : difference.reasons().get(0);
		}
		StartupCode present = this.startup;
		return (present != null && this.classes.areComplete()) ? present.reason(name, difference.methods())
				: "not all classes that run are known";
	}

	private ReloadDecision decide(FileChanges changes, Map<String, ClassChange> differences, ReloadAction action) {
		String text = ChangeText.of(changes);
		if (differences.values().stream().allMatch((change) -> change.kind() == ClassChange.Kind.NONE)) {
			return new ReloadDecision(ReloadKind.SELECTIVE, "Replaced in place: " + text + ", but no code in it",
					action);
		}
		RouteGraph present = this.routes;
		if (present == null) {
			return restart(changes, "routes are not known");
		}
		List<String> names = present.affectedRoutes(differences).stream().map(Route::name).distinct().sorted().toList();
		if (names.isEmpty()) {
			return restart(changes, "no route is known to run it");
		}
		return new ReloadDecision((names.size() == 1) ? ReloadKind.SINGLE_ROUTE : ReloadKind.SELECTIVE,
				"Replaced in place: " + text + ", for " + ChangeText.of(names), action);
	}

	private static ReloadDecision restart(FileChanges changes, String reason) {
		return new ReloadDecision(ReloadKind.RESTART, ChangeText.of(changes) + " (" + reason + ")");
	}

	private synchronized @Nullable String redefine(Map<FileChange, byte[]> contents, Map<String, byte[]> definitions) {
		ClassLoader present = this.loader.get();
		if (present == null || this.live == null) {
			return "the application is about to stop";
		}
		try {
			this.redefiner.redefine(present, definitions);
		}
		catch (RedefinitionException ex) {
			logger.debug("Classes are not replaced in place", ex);
			return String.valueOf(ex.getMessage());
		}
		contents.forEach((change, content) -> {
			this.classes.put(change.file(), content);
			if (this.graph != null) {
				this.graph.update(change.file());
			}
		});
		return null;
	}

}
