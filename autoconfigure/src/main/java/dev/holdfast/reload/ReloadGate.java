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

import dev.holdfast.reload.watch.Contents;
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

	private final LoadedFiles files = new LoadedFiles();

	private final Contents contents = new Contents();

	private final ReloadStrategies strategies = new ReloadStrategies();

	private final Semaphore wake = new Semaphore(0);

	private final StartFailures failures = new StartFailures();

	private final RestartControl control;

	private final Generations generations;

	private volatile @Nullable Watching watching;

	private volatile Runnable whenFresh = () -> {
	};

	private @Nullable Disposable subscription;

	ReloadGate(RestartControl control, Generations generations) {
		this.control = control;
		this.generations = generations;
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
		Watching now = Watching.of(this.control.directories(), settings);
		this.files.set(now.adopt(this.files.get()));
		this.watching = now;
		if (this.subscription == null) {
			this.subscription = this.generations.changes().subscribe(this::onChange);
		}
		Restarts.startBaseThread("holdfast-reload", true, () -> run(now));
		Restarts.startBaseThread("holdfast-reload-events", true, () -> now.awaitEvents(this::signal));
		this.wake.release();
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
		this.files.starting(number, this::scan);
	}

	private Snapshot scan() {
		Watching now = this.watching;
		return (now != null) ? now.scan() : new FileTree(this.control.directories(), List.of()).scan();
	}

	private void onChange(GenerationState state) {
		if (state.isLive()) {
			this.failures.none();
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
		remember(now);
		while (this.watching == now) {
			try {
				this.wake.tryAcquire(now.settings().pollInterval().toNanos(), TimeUnit.NANOSECONDS);
				this.wake.drainPermits();
				look(now);
			}
			catch (InterruptedException ex) {
				return;
			}
			catch (RuntimeException | LinkageError ex) {
				logger.warn("Changes of files could not be looked for, so the next requests are not checked", ex);
				fresh(this.files.signals());
			}
		}
	}

	private void remember(Watching now) {
		Snapshot loaded = this.files.get();
		if (loaded != null) {
			this.contents.remember(loaded);
			this.strategies.remember(this.control.directories());
			// What has changed meanwhile was not read as it was loaded
			now.scan().since(loaded).all().forEach((change) -> this.strategies.forget(change.file()));
		}
		now.scanned();
	}

	private void look(Watching watching) throws InterruptedException {
		Settling settling = new Settling(watching.settings(), this.failures.count(), System::nanoTime);
		String told = null;
		boolean announced = false;
		while (this.watching == watching && !this.files.areBeingReplaced()) {
			long seen = this.files.signals();
			Snapshot now = watching.scan();
			FileChanges changes = changes(watching, now);
			if (changes.isEmpty()) {
				if (fresh(seen)) {
					return;
				}
				continue;
			}
			this.files.changed();
			if (!announced) {
				announced = true;
				this.control.activity();
			}
			Duration left = settling.left(now, changes, this.control.mainClass());
			if (left.isZero()) {
				if (!mayAct() || act(seen, now, changes)) {
					return;
				}
			}
			else {
				String obstacle = settling.obstacle();
				if (obstacle != null && !obstacle.equals(told)) {
					told = obstacle;
					logger.info("Requests and the restart wait for the build: " + obstacle);
				}
				this.wake.tryAcquire(left.toNanos(), TimeUnit.NANOSECONDS);
			}
		}
	}

	private FileChanges changes(Watching watching, Snapshot now) {
		Snapshot loaded = this.files.get();
		if (loaded == null) {
			return new FileChanges(List.of());
		}
		return watching.triggered(this.contents.reallyChanged(now.since(loaded)));
	}

	// One restart at a time. What changes during one is seen when it is over.
	private boolean mayAct() {
		Phase phase = this.generations.current().phase();
		return phase == Phase.LIVE || (phase == Phase.FAILED && this.failures.isFixAwaited());
	}

	private boolean act(long seen, Snapshot now, FileChanges changes) {
		ReloadDecision decision = this.strategies.decide(changes);
		this.contents.accept(now, changes);
		if (!decision.kind().isRestart()) {
			this.files.set(now);
			return fresh(seen);
		}
		this.files.restart(now, seen);
		if (this.failures.isFixAwaited()) {
			this.failures.fixed();
		}
		else {
			this.control.restart(this::awaitFix);
		}
		return true;
	}

	private boolean fresh(long seen) {
		if (!this.files.unchanged(seen)) {
			return false;
		}
		this.whenFresh.run();
		return true;
	}

	private boolean awaitFix(Throwable failure) throws InterruptedException {
		if (this.generations.current().isLive()) {
			logger.warn("The main method failed after the application had started, which goes on", failure);
			return false;
		}
		this.files.replaced();
		this.failures.awaitFix(this.wake::release);
		return true;
	}

}
