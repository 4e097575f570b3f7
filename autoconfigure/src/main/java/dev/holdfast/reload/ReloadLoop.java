package dev.holdfast.reload;

import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.holdfast.reload.watch.FileChange;
import dev.holdfast.reload.watch.FileChanges;
import dev.holdfast.reload.watch.Snapshot;
import dev.holdfast.restart.Phase;
import dev.holdfast.restart.Restarts;

/**
 * What the gate's thread does: looks at files, waits until whoever changes them is done,
 * and acts.
 * <p>
 * All of it is on that thread. Others only tell it that there may be something to see, by
 * {@link LoadedFiles}, which see to it that nobody is overheard, or that it is to end, by
 * a volatile field.
 */
final class ReloadLoop {

	private static final Log logger = LogFactory.getLog(ReloadLoop.class);

	// Who writes resources may never be done
	private static final Duration BETWEEN_RESOURCES = Duration.ofSeconds(1);

	private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

	private final Watching watching;

	private final LoadedFiles files;

	private final ChangeFinder finder;

	private final ReloadStrategies strategies;

	private final RestartTrigger restarts;

	private final WakeUp wakeUp;

	private final Runnable whenFresh;

	private long resourcesAt = System.nanoTime();

	private boolean announced;

	private boolean overtaken;

	// Whether classes have been loaded since files were compared with what was loaded
	private boolean loading;

	private volatile boolean stopped;

	ReloadLoop(Watching watching, LoadedFiles files, ChangeFinder finder, ReloadStrategies strategies,
			RestartTrigger restarts, WakeUp wakeUp, Runnable whenFresh) {
		this.watching = watching;
		this.files = files;
		this.finder = finder;
		this.strategies = strategies;
		this.restarts = restarts;
		this.wakeUp = wakeUp;
		this.whenFresh = whenFresh;
	}

	ReloadSettings settings() {
		return this.watching.settings();
	}

	Snapshot scan() {
		return this.watching.scan();
	}

	/**
	 * Begin, on threads of its own.
	 * @param whenEnded what to call if that ends without being stopped
	 */
	void start(Runnable whenEnded) {
		Restarts.startBaseThread("holdfast-reload", true, () -> run(whenEnded));
		Restarts.startBaseThread("holdfast-reload-events", true, () -> this.watching.awaitEvents(this::signal));
	}

	void stop() {
		this.stopped = true;
		this.watching.close();
		this.wakeUp.call();
	}

	/**
	 * Look at files soon if they may have changed.
	 */
	void check() {
		if (!this.files.areDirty() && this.watching.mayHaveChanged()) {
			signal();
		}
	}

	private void signal() {
		this.files.maybeChanged();
		this.wakeUp.call();
	}

	private void run(Runnable whenEnded) {
		try {
			run();
		}
		catch (InterruptedException ex) {
			// Nobody but the end of the JVM does that
		}
		finally {
			if (!this.stopped) {
				logger.error("Changes of files are not looked for any more: restart by hand");
				whenEnded.run();
			}
		}
	}

	private void run() throws InterruptedException {
		while (!this.stopped) {
			try {
				if (this.files.takeUnread()) {
					this.loading = true;
					read();
				}
				look();
			}
			catch (RuntimeException | LinkageError ex) {
				logger.warn("Changes of files could not be looked for, so the next requests are not checked", ex);
				fresh(this.files.signals());
			}
			this.wakeUp.await(this.watching.settings().pollInterval());
		}
	}

	private void read() {
		this.strategies.remember(this.restarts.directories());
		// What has changed meanwhile was not read as it was loaded
		this.strategies.forget(this.finder.remember(this.watching));
		this.strategies.prepare();
	}

	private void look() throws InterruptedException {
		Settling settling = new Settling(this.watching.settings(), this.restarts.failures().count(), this.overtaken,
				System::nanoTime);
		boolean done = false;
		while (!done && !this.stopped && !this.files.areBeingReplaced()) {
			long seen = this.files.signals();
			Snapshot now = this.watching.scan();
			boolean failed = this.restarts.isIn(Phase.FAILED);
			FileChanges changes = changes(now, failed);
			boolean harmless = changes.isEmpty() || (!failed && changes.all().stream().allMatch(FileChange::excluded));
			if (harmless) {
				done = actOnResources(seen, now, changes);
				this.wakeUp.await(done ? Duration.ZERO : BETWEEN_LOOKS);
				continue;
			}
			announce();
			Duration left = settling.left(now, changes, this.restarts.mainClass());
			// What was read to decide that may be newer than what was seen
			if (left.isZero() && this.watching.scan().isSameAs(now)) {
				this.overtaken = isStarting();
				done = this.overtaken || act(seen, now, changes, failed);
			}
			else {
				this.wakeUp.await(left);
			}
		}
	}

	// What is written while classes are loaded may be loaded even if it is undone at once
	private FileChanges changes(Snapshot now, boolean failed) {
		boolean before = this.loading;
		this.loading = isStarting();
		if (before || this.loading) {
			this.finder.forget(now);
		}
		return this.finder.changes(this.watching, now, failed);
	}

	private void announce() {
		this.files.changed();
		if (!this.announced) {
			this.announced = true;
			this.restarts.announce();
		}
	}

	private boolean isStarting() {
		return !this.restarts.isIn(Phase.LIVE) && !this.restarts.isIn(Phase.FAILED);
	}

	private boolean actOnResources(long seen, Snapshot now, FileChanges changes) {
		if (changes.isEmpty() || System.nanoTime() - this.resourcesAt < 0) {
			return fresh(seen);
		}
		if (isStarting()) {
			return true;
		}
		this.resourcesAt = System.nanoTime() + BETWEEN_RESOURCES.toNanos();
		return act(seen, now, changes, false);
	}

	// Returns whether there is nothing more to see
	private boolean act(long seen, Snapshot now, FileChanges changes, boolean failed) {
		ReloadDecision decision = this.strategies.decide(changes, failed);
		this.announced = false;
		if (decision.kind().isRestart()) {
			restart(seen, now, changes, failed);
			return true;
		}
		this.finder.accept(now, changes);
		this.files.set(now);
		return fresh(seen);
	}

	private void restart(long seen, Snapshot now, FileChanges changes, boolean failed) {
		this.loading = true;
		this.restarts.restart(now, seen, failed);
		this.finder.accept(now, changes);
	}

	private boolean fresh(long seen) {
		this.announced = false;
		if (!this.files.unchanged(seen)) {
			return false;
		}
		this.whenFresh.run();
		return true;
	}

}
