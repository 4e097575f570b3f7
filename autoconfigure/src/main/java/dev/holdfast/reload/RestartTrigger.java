package dev.holdfast.reload;

import java.nio.file.Path;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.holdfast.reload.watch.Snapshot;
import dev.holdfast.restart.Generations;
import dev.holdfast.restart.Phase;
import dev.holdfast.restart.RestartControl;

/**
 * Restarts, and holds the restart whose start has failed until there is a fix.
 * <p>
 * Thread-safe: what changes is in {@link LoadedFiles} and {@link StartFailures}. Restarts
 * are triggered by the gate's thread, and wait on their own.
 */
final class RestartTrigger {

	private static final Log logger = LogFactory.getLog(RestartTrigger.class);

	private final StartFailures failures = new StartFailures();

	private final RestartControl control;

	private final Generations generations;

	private final LoadedFiles files;

	private final Runnable look;

	/**
	 * Create an instance.
	 * @param control restarts
	 * @param generations tell whether a start has failed
	 * @param files the files that are loaded
	 * @param look makes the gate's thread look at files
	 */
	RestartTrigger(RestartControl control, Generations generations, LoadedFiles files, Runnable look) {
		this.control = control;
		this.generations = generations;
		this.files = files;
		this.look = look;
	}

	StartFailures failures() {
		return this.failures;
	}

	List<Path> directories() {
		return this.control.directories();
	}

	@Nullable String mainClass() {
		return this.control.mainClass();
	}

	boolean isIn(Phase phase) {
		return this.generations.current().phase() == phase;
	}

	/**
	 * Tell that there is going to be something to restart for.
	 */
	void announce() {
		this.control.activity();
	}

	/**
	 * Restart, or try again if the running generation has failed.
	 * @param now the files that will be loaded
	 * @param seen the number of signals when the look at them began
	 * @param failed whether the running generation has failed
	 */
	void restart(Snapshot now, long seen, boolean failed) {
		this.files.restart(now, seen);
		if (failed && this.failures.isFixAwaited()) {
			this.failures.fixed();
			return;
		}
		try {
			this.control.restart(this::awaitFix);
		}
		catch (RuntimeException | LinkageError ex) {
			this.files.noRestart();
			throw ex;
		}
	}

	private boolean awaitFix(Throwable failure) throws InterruptedException {
		if (this.generations.current().isLive()) {
			logger.warn("The main method failed after the application had started, which goes on", failure);
			return false;
		}
		this.files.replaced();
		this.failures.awaitFix(this.look);
		return true;
	}

}
