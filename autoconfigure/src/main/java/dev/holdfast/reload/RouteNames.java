package dev.holdfast.reload;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.holdfast.reload.graph.ClassChange;
import dev.holdfast.reload.graph.ClassGraph;
import dev.holdfast.reload.graph.Route;
import dev.holdfast.reload.graph.RouteGraph;

/**
 * The routes of the running generation, to tell which of them changed code belongs to.
 * <p>
 * Found in the background, under the monitor of this object; who asks does so of a
 * volatile field, and never waits long. Names are all that is held of a generation.
 */
final class RouteNames {

	private static final Log logger = LogFactory.getLog(RouteNames.class);

	private static final long PATIENCE = 200;

	// Those that the class graph has not been told of
	private final Set<Path> edited = ConcurrentHashMap.newKeySet();

	private volatile CompletableFuture<@Nullable RouteGraph> routes = new CompletableFuture<>();

	private volatile @Nullable ClassGraph graph;

	/**
	 * What was found is out of date.
	 * @param changes changed files
	 */
	void forget(List<ChangedFile> changes) {
		changes.forEach((change) -> this.edited.add(change.file()));
		this.routes = new CompletableFuture<>();
	}

	/**
	 * What was found is out of date, and any class may have changed.
	 */
	void forgetAll() {
		this.graph = null;
		this.routes = new CompletableFuture<>();
	}

	/**
	 * Find the routes, unless they are known.
	 * @param running finds the running application, of which nothing is known so far
	 * @param directories the directories of class files
	 */
	synchronized void find(Supplier<@Nullable RunningApplication> running, List<Path> directories) {
		CompletableFuture<@Nullable RouteGraph> result = this.routes;
		RunningApplication application = running.get();
		if (result.isDone() || application == null) {
			return;
		}
		try {
			ClassGraph classes = graph(directories);
			List<Route> known = application.routes();
			result.complete((known != null) ? RouteGraph.of(classes, known, application.beans(), application.maxDepth())
					: null);
			logger.debug("Code can be replaced in place, behind " + ((known != null) ? known.size() : "unknown")
					+ " routes");
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("Routes cannot be found", ex);
			result.complete(null);
		}
	}

	private ClassGraph graph(List<Path> directories) {
		ClassGraph known = this.graph;
		if (known == null) {
			this.edited.clear();
			known = new ClassGraph(directories);
			known.build();
			this.graph = known;
		}
		for (Path file : this.edited) {
			this.edited.remove(file);
			known.update(file);
		}
		return known;
	}

	/**
	 * Return the routes that changed classes belong to.
	 * @param changes the changes by the names of the classes
	 * @return the names of the routes, or {@code null} if that is not known by now
	 */
	@Nullable List<String> affected(Map<String, ClassChange> changes) {
		try {
			RouteGraph known = this.routes.get(PATIENCE, TimeUnit.MILLISECONDS);
			return (known != null)
					? known.affectedRoutes(changes).stream().map(Route::name).distinct().sorted().toList() : null;
		}
		catch (TimeoutException | ExecutionException ex) {
			return null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
	}

}
