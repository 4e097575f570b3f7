package dev.holdfast.reload;

import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

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
 * One thread looks and decides, {@link ReloadLoop}. Opening and closing exclude each
 * other by the monitor of this object, and volatile fields tell the rest.
 *
 * @since 0.1.0
 */
public final class ReloadGate {

	private final LoadedFiles files = new LoadedFiles();

	private final ChangeFinder finder = new ChangeFinder(this.files);

	private final ReloadStrategies strategies;

	private final WakeUp wakeUp = new WakeUp();

	private final RestartControl control;

	private final Generations generations;

	private final RestartTrigger restarts;

	private volatile @Nullable ReloadLoop loop;

	private volatile Runnable whenFresh = () -> {
	};

	private @Nullable Disposable subscription;

	ReloadGate(RestartControl control, Generations generations) {
		this.control = control;
		this.generations = generations;
		this.strategies = new ReloadStrategies(generations, control::directories);
		this.restarts = new RestartTrigger(control, generations, this.files, this.wakeUp::call);
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
		ReloadLoop before = this.loop;
		if (before != null && before.settings().equals(settings)) {
			this.strategies.prepare();
			return;
		}
		if (before != null) {
			before.stop();
		}
		// The JDK's thread that hears of events keeps what its creator is about
		Watching watching = Restarts.callOnBaseThread("holdfast-reload-open",
				() -> Watching.of(this.control.directories(), settings));
		this.files.setUnread(watching.adopt(this.files.get()));
		ReloadLoop now = new ReloadLoop(watching, this.files, this.finder, this.strategies, this.restarts, this.wakeUp,
				() -> this.whenFresh.run());
		this.loop = now;
		if (this.subscription == null) {
			this.subscription = this.generations.changes().subscribe(this::onChange);
		}
		now.start(this::close);
	}

	/**
	 * Record what the generation that starts runs, as soon as that is possible, to be
	 * able to replace its code in place; or do so no more.
	 * @param wanted whether to record
	 */
	public void record(boolean wanted) {
		this.strategies.record(wanted);
	}

	/**
	 * The generation has been made, and what it runs from now on is for requests.
	 */
	public void started() {
		this.strategies.started();
	}

	/**
	 * Replace code in place where that has the effect of a restart, once this is opened.
	 * @param application tells of the running generation; held until it retires
	 */
	public void redefineIn(RunningApplication application) {
		this.strategies.redefineIn(application);
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
		ReloadLoop before = this.loop;
		this.loop = null;
		this.strategies.letGo();
		this.strategies.record(false);
		this.files.forgive();
		if (this.subscription != null) {
			this.subscription.dispose();
			this.subscription = null;
		}
		if (before != null) {
			before.stop();
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
		ReloadLoop now = this.loop;
		if (now == null) {
			return true;
		}
		now.check();
		return !this.files.areDirty();
	}

	/**
	 * A generation is about to load its classes.
	 * @param number its number; nothing happens if it has been said before
	 */
	void starting(int number) {
		this.files.starting(number, this::scan);
		this.wakeUp.call();
	}

	private Snapshot scan() {
		this.strategies.reloaded();
		ReloadLoop now = this.loop;
		return (now != null) ? now.scan() : new FileTree(this.control.directories(), List.of()).scan();
	}

	private void onChange(GenerationState state) {
		if (state.isLive()) {
			this.restarts.failures().none();
		}
		if (state.phase() == Phase.RETIRING || state.phase() == Phase.FAILED) {
			this.strategies.letGo();
		}
		this.wakeUp.call();
	}

}
