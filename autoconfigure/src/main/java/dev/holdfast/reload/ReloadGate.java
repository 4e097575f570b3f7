package dev.holdfast.reload;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

import dev.holdfast.reload.watch.FileChange;
import dev.holdfast.reload.watch.FileChanges;
import dev.holdfast.reload.watch.FileTree;
import dev.holdfast.reload.watch.Snapshot;
import dev.holdfast.restart.GenerationState;
import dev.holdfast.restart.Generations;
import dev.holdfast.restart.Phase;
import dev.holdfast.restart.RestartControl;
import dev.holdfast.restart.Restarts;

/**
 * Owns the trigger of restarts: sees that files of the application have changed, waits
 * until whoever changes them is done, and does the least that is right. Meanwhile the
 * application is not {@link #isFresh() fresh}, and requests should wait.
 * <p>
 * One thread looks and decides. Others only tell it that there may be something to see,
 * by {@link LoadedFiles}, which see to it that nobody is overheard. Opening and closing
 * exclude each other by the monitor of this object.
 *
 * @since 0.1.0
 */
public final class ReloadGate {

	private static final Log logger = LogFactory.getLog(ReloadGate.class);

	private static final Duration LOOK_AT_MOST_EVERY = Duration.ofMillis(20);

	private final LoadedFiles files = new LoadedFiles();

	private final ChangeFinder finder = new ChangeFinder(this.files);

	private final ReloadStrategies strategies = new ReloadStrategies();

	private final Semaphore wake = new Semaphore(0);

	// Has no permits
	private final Semaphore pause = new Semaphore(0);

	private final RestartControl control;

	private final Generations generations;

	private final RestartTrigger restarts;

	// Of the gate's thread alone, as is the next one
	private boolean announced;

	private boolean overtaken;

	private volatile boolean unread;

	private volatile @Nullable Watching watching;

	private volatile Runnable whenFresh = () -> {
	};

	private @Nullable Disposable subscription;

	ReloadGate(RestartControl control, Generations generations) {
		this.control = control;
		this.generations = generations;
		this.restarts = new RestartTrigger(control, generations, this.files, this.wake::release);
	}

	/**
	 * Return the gate of this JVM.
	 * @return the gate, which is closed at first
	 * @throws IllegalStateException outside development
	 */
	public static ReloadGate get() {
		return Restarts.survivor(ReloadGate.class, () -> new ReloadGate(Restarts.control(), Restarts.generations()));
	}

	/**
	 * Begin to look for changes, or go on with other settings.
	 * @param settings the settings
	 * @param strategies what the running generation says of changes; held until it
	 * retires
	 * @param decisions is told what is going to be done, on the gate's own thread; held
	 * until the generation retires
	 */
	public synchronized void open(ReloadSettings settings, List<ReloadStrategy> strategies,
			Consumer<ReloadDecision> decisions) {
		this.strategies.use(strategies, decisions);
		Watching before = this.watching;
		if (before != null && before.settings().equals(settings)) {
			return;
		}
		if (before != null) {
			before.close();
		}
		// The JDK's thread that hears of events keeps what its creator is about
		Watching now = Restarts.callOnBaseThread("holdfast-reload-open",
				() -> Watching.of(this.control.directories(), settings));
		this.files.set(now.adopt(this.files.get()));
		this.watching = now;
		this.unread = true;
		if (this.subscription == null) {
			this.subscription = this.generations.changes().subscribe(this::onChange);
		}
		Restarts.startBaseThread("holdfast-reload", true, () -> run(now));
		Restarts.startBaseThread("holdfast-reload-events", true, () -> now.awaitEvents(this::signal));
	}

	/**
	 * Call back when requests need not wait any more, on the gate's own thread.
	 * @param whenFresh what to call, in place of what was called before; must not belong
	 * to a generation
	 */
	public void whenFresh(Runnable whenFresh) {
		this.whenFresh = whenFresh;
	}

	/**
	 * Look for changes no more.
	 */
	public synchronized void close() {
		Watching now = this.watching;
		this.watching = null;
		this.strategies.letGo();
		this.files.forgive();
		if (this.subscription != null) {
			this.subscription.dispose();
			this.subscription = null;
		}
		if (now != null) {
			now.close();
			this.wake.release();
			this.whenFresh.run();
		}
	}

	/**
	 * Return whether the running generation was loaded from the files as they are now, as
	 * far as can be said without waiting. If not, it is being found out, and who waits is
	 * called back, unless the next generation comes first.
	 * @return whether a request can be answered by the running generation
	 */
	public boolean isFresh() {
		Watching now = this.watching;
		if (now == null) {
			return true;
		}
		if (!this.files.areDirty() && now.mayHaveChanged()) {
			signal();
		}
		return !this.files.areDirty();
	}

	/**
	 * A generation is about to load its classes.
	 * @param number its number; nothing happens if it has been said before
	 */
	void starting(int number) {
		if (this.files.starting(number, this::scan)) {
			this.unread = true;
		}
		this.wake.release();
	}

	private Snapshot scan() {
		Watching now = this.watching;
		return (now != null) ? now.scan() : new FileTree(this.control.directories(), List.of()).scan();
	}

	private void onChange(GenerationState state) {
		if (state.isLive()) {
			this.restarts.failures().none();
		}
		if (state.phase() == Phase.RETIRING || state.phase() == Phase.FAILED) {
			this.strategies.letGo();
		}
		this.wake.release();
	}

	private void signal() {
		this.files.maybeChanged();
		this.wake.release();
	}

	private void run(Watching now) {
		try {
			while (this.watching == now) {
				tryToLook(now);
				this.wake.tryAcquire(now.settings().pollInterval().toNanos(), TimeUnit.NANOSECONDS);
				this.wake.drainPermits();
			}
		}
		catch (InterruptedException ex) {
			// Nobody but the end of the JVM does that
		}
		finally {
			if (this.watching == now) {
				logger.error("Changes of files are not looked for any more: restart by hand");
				close();
			}
		}
	}

	private void tryToLook(Watching now) throws InterruptedException {
		try {
			if (this.unread) {
				this.unread = false;
				this.strategies.remember(this.control.directories());
				// What has changed meanwhile was not read as it was loaded
				this.finder.remember(now).all().forEach((change) -> this.strategies.forget(change.file()));
			}
			look(now);
		}
		catch (RuntimeException | LinkageError ex) {
			logger.warn("Changes of files could not be looked for, so the next requests are not checked", ex);
			fresh(this.files.signals());
		}
	}

	private void look(Watching watching) throws InterruptedException {
		Settling settling = new Settling(watching.settings(), this.restarts.failures().count(), this.overtaken,
				System::nanoTime);
		while (this.watching == watching && !this.files.areBeingReplaced()) {
			long seen = this.files.signals();
			Snapshot now = watching.scan();
			boolean failed = isIn(Phase.FAILED);
			FileChanges changes = this.finder.changes(watching, now, failed);
			if (changes.isEmpty()) {
				if (fresh(seen)) {
					return;
				}
				continue;
			}
			// Who writes resources may never be done, and nobody needs to wait for that
			boolean harmless = !failed && changes.all().stream().allMatch(FileChange::excluded);
			Duration left = harmless ? Duration.ZERO : settling.left(now, changes, this.control.mainClass());
			if (!harmless) {
				this.files.changed();
				if (!this.announced) {
					this.announced = true;
					this.control.activity();
				}
			}
			// What was read to decide that may be newer than what was seen
			if (left.isZero() && (harmless || watching.scan().isSameAs(now))) {
				this.overtaken = !failed && !isIn(Phase.LIVE);
				if (this.overtaken || act(seen, now, changes, failed)) {
					return;
				}
				continue;
			}
			await(left);
		}
	}

	// A compiler writes file by file, and there is no need to look after each
	private void await(Duration time) throws InterruptedException {
		long shortest = Math.min(time.toNanos(), LOOK_AT_MOST_EVERY.toNanos());
		this.pause.tryAcquire(shortest, TimeUnit.NANOSECONDS);
		this.wake.tryAcquire(time.toNanos() - shortest, TimeUnit.NANOSECONDS);
	}

	private boolean isIn(Phase phase) {
		return this.generations.current().phase() == phase;
	}

	// Returns whether there is nothing more to see
	private boolean act(long seen, Snapshot now, FileChanges changes, boolean failed) {
		ReloadDecision decision = this.strategies.decide(changes, failed);
		this.announced = false;
		if (decision.kind().isRestart()) {
			this.restarts.restart(now, seen, failed);
			this.finder.accept(now, changes);
			return true;
		}
		this.finder.accept(now, changes);
		this.files.set(now);
		return fresh(seen);
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
