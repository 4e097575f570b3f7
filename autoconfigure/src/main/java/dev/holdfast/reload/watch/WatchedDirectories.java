package dev.holdfast.reload.watch;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The directories that are registered with a watch service, those that have yet to be,
 * and what an event says about them.
 * <p>
 * A key is kept with the path under which its directory was seen last, since a directory
 * that was renamed keeps its key. Besides the directories themselves the parent of each
 * root is registered, for events about that root alone: it may be moved or replaced.
 * <p>
 * Thread-safe: {@link #take(WatchKey)} moves paths into the sets of what has yet to be
 * registered, touches no disk and may run on any thread. {@link #register()} is for one
 * thread at a time, and takes a path out of its set before it looks at it, so that an
 * event that comes meanwhile puts it back. {@link #isBehind()} is true from the event to
 * the end of the registration: it reads the sets first and the flag after them, while
 * {@link #register()} sets the flag before it takes anything out.
 */
final class WatchedDirectories {

	private static final Log logger = LogFactory.getLog(WatchedDirectories.class);

	private final WatchService watcher;

	private final Set<Path> roots;

	private final Map<WatchKey, Path> directories = new ConcurrentHashMap<>();

	private final Map<WatchKey, Path> parents = new ConcurrentHashMap<>();

	private final Set<Path> missingRoots = ConcurrentHashMap.newKeySet();

	private final Set<Path> arrivals = ConcurrentHashMap.newKeySet();

	private volatile boolean registering;

	private volatile boolean refused;

	private volatile boolean blind;

	WatchedDirectories(WatchService watcher, Collection<Path> roots) {
		this.watcher = watcher;
		this.roots = Set.copyOf(roots);
		this.missingRoots.addAll(this.roots);
	}

	boolean areAllWatched() {
		return this.missingRoots.isEmpty() && !this.refused && !this.blind;
	}

	boolean areRootsMissing() {
		return !this.missingRoots.isEmpty();
	}

	/**
	 * Whether there may be directories whose events are not seen yet.
	 * @return whether the registrations are behind the events
	 */
	boolean isBehind() {
		return !this.arrivals.isEmpty() || this.registering;
	}

	/**
	 * Take the events of a key and make it ready for more.
	 * @param key the key
	 * @return whether they tell of something in the directories
	 */
	boolean take(WatchKey key) {
		Path directory = this.directories.get(key);
		boolean matters = directory != null || !this.parents.containsKey(key);
		for (WatchEvent<?> event : key.pollEvents()) {
			matters |= takeFromParent(key, event);
			if (directory != null && event.kind() == StandardWatchEventKinds.OVERFLOW) {
				this.arrivals.add(directory);
			}
			else if (directory != null && event.kind() == StandardWatchEventKinds.ENTRY_CREATE) {
				this.arrivals.add(directory.resolve((Path) event.context()));
			}
		}
		return matters | (!key.reset() && lose(key));
	}

	private boolean takeFromParent(WatchKey key, WatchEvent<?> event) {
		Path parent = this.parents.get(key);
		List<Path> concerned = this.roots.stream()
			.filter((root) -> parent != null && parent.equals(root.getParent()))
			.filter((root) -> event.context() == null || root.endsWith((Path) event.context()))
			.filter((root) -> event.kind() != StandardWatchEventKinds.ENTRY_MODIFY)
			.toList();
		return this.missingRoots.addAll(concerned) | !concerned.isEmpty();
	}

	private boolean lose(WatchKey key) {
		Path directory = this.directories.remove(key);
		Path parent = this.parents.remove(key);
		List<Path> concerned = this.roots.stream()
			.filter((root) -> root.equals(directory) || (parent != null && parent.equals(root.getParent())))
			.toList();
		return this.missingRoots.addAll(concerned) | !concerned.isEmpty();
	}

	/**
	 * Register what has yet to be.
	 * @return whether anything was registered: what was written into it before told
	 * nobody
	 */
	boolean register() {
		if (this.arrivals.isEmpty() && this.missingRoots.isEmpty()) {
			return false;
		}
		this.registering = true;
		Set<Path> failed = ConcurrentHashMap.newKeySet();
		boolean registered = false;
		for (Path root : this.missingRoots) {
			registered |= Files.isDirectory(root) && this.missingRoots.remove(root) && registerRoot(root, failed);
		}
		for (Path arrival : this.arrivals) {
			registered |= this.arrivals.remove(arrival) && registerTree(arrival, failed);
		}
		this.arrivals.addAll(failed);
		this.refused = !failed.isEmpty();
		return registered;
	}

	/**
	 * Say that whoever asks was told of what was registered.
	 */
	void registered() {
		this.registering = false;
	}

	private boolean registerRoot(Path root, Set<Path> failed) {
		Path parent = root.getParent();
		try {
			if (parent != null) {
				this.parents.put(key(parent), parent);
			}
		}
		catch (IOException ex) {
			this.missingRoots.add(root);
			return false;
		}
		if (Files.isDirectory(root)) {
			// That it vanishes from here on is an event of its parent
			registerTree(root, failed);
		}
		else {
			this.missingRoots.add(root);
		}
		return true;
	}

	private boolean registerTree(Path top, Set<Path> failed) {
		Deque<Path> left = new ArrayDeque<>(List.of(top));
		boolean registered = false;
		while (!left.isEmpty()) {
			Path path = left.pop();
			try {
				if (Files.isDirectory(path)) {
					// First the key and then the list: what comes after the list is an
					// event
					Path known = this.directories.put(key(path), path);
					registered |= !path.equals(known);
					list(path, left);
				}
				else {
					this.blind |= Files.isSymbolicLink(path) && Files.isRegularFile(path);
				}
			}
			catch (NoSuchFileException | NotDirectoryException ex) {
				logger.trace("Vanished before it could be watched: " + path);
			}
			catch (IOException ex) {
				refuse(path, ex);
				failed.add(path);
				return registered;
			}
		}
		return registered;
	}

	private WatchKey key(Path directory) throws IOException {
		try {
			return directory.register(this.watcher, StandardWatchEventKinds.ENTRY_CREATE,
					StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE);
		}
		catch (ProviderMismatchException | UnsupportedOperationException ex) {
			throw new IOException("Not a directory of the default file system", ex);
		}
	}

	private void list(Path directory, Deque<Path> result) throws IOException {
		try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
			for (Path child : children) {
				if (Files.isSymbolicLink(child) ? !isLoop(child) : Files.isDirectory(child)) {
					result.push(child);
				}
			}
		}
		catch (DirectoryIteratorException ex) {
			throw ex.getCause();
		}
	}

	private static boolean isLoop(Path link) {
		try {
			for (Path above = link.getParent(); above != null; above = above.getParent()) {
				if (Files.isSameFile(above, link)) {
					return true;
				}
			}
		}
		catch (IOException ex) {
			// Leads nowhere, which is seen when it is registered
		}
		return false;
	}

	private void refuse(Path path, IOException ex) {
		if (!this.refused) {
			logger.debug("Cannot watch [" + path + "], so its files are looked at instead", ex);
		}
	}

}
