package dev.holdfast.reload;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.holdfast.reload.watch.FileChanges;
import dev.holdfast.restart.Generations;
import dev.holdfast.restart.Restarts;

/**
 * All strategies in their order, and who is told what they decide.
 * <p>
 * Thread-safe: a volatile field. What belongs to a generation is held until it retires.
 */
final class ReloadStrategies {

	private static final Log logger = LogFactory.getLog(ReloadStrategies.class);

	private static final OfGeneration NONE = new OfGeneration(List.of(), (decision) -> {
	});

	private final ConfigurationStrategy configuration = new ConfigurationStrategy();

	private final GenerationRecords records;

	private final RedefinitionStrategy redefinition;

	private final List<ReloadStrategy> own;

	private volatile OfGeneration ofGeneration = NONE;

	ReloadStrategies(Generations generations, Supplier<List<Path>> directories) {
		this.records = new GenerationRecords(generations, Restarts::isAppLoader);
		this.redefinition = new RedefinitionStrategy(this.records, directories);
		this.own = List.of(new ResourceStrategy(), this.configuration, this.redefinition);
	}

	void remember(List<Path> directories) {
		this.configuration.rememberAll(directories);
	}

	/**
	 * Forget what files were that have changed since they were loaded.
	 * @param changes the changes
	 */
	void forget(FileChanges changes) {
		changes.all().forEach((change) -> this.configuration.forget(change.file()));
	}

	/**
	 * Files are loaded that nobody has looked at.
	 */
	void reloaded() {
		this.redefinition.reloaded();
	}

	/**
	 * Record what the application runs, or no more.
	 * @param wanted whether to record
	 */
	void record(boolean wanted) {
		if (wanted) {
			this.records.want(true);
			Restarts.startBaseThread("holdfast-reload-attach", true, this.redefinition::attach);
		}
		else {
			this.records.want(false);
		}
	}

	void started() {
		this.records.started();
	}

	void use(List<ReloadStrategy> strategies, Consumer<ReloadDecision> decisions) {
		this.ofGeneration = new OfGeneration(List.copyOf(strategies), decisions);
	}

	void redefineIn(RunningApplication application) {
		this.redefinition.use(application);
	}

	/**
	 * Do beforehand what takes time, on a thread of its own.
	 */
	void prepare() {
		if (this.redefinition.isWanted()) {
			Restarts.startBaseThread("holdfast-reload-prepare", true, this.redefinition::prepare);
		}
	}

	void letGo() {
		this.ofGeneration = NONE;
		this.redefinition.letGo();
	}

	/**
	 * Decide what changes mean, do what the decision needs, and tell it.
	 * @param changes the changes
	 * @param failed whether the running generation has failed, and anything may mend it
	 * @return the decision, which holds
	 */
	ReloadDecision decide(FileChanges changes, boolean failed) {
		return decide(ChangedFile.of(changes), failed);
	}

	private ReloadDecision decide(List<ChangedFile> changes, boolean failed) {
		OfGeneration current = this.ofGeneration;
		List<ReloadStrategy> all = new ArrayList<>(current.strategies());
		all.addAll(this.own);
		ReloadDecision decision = null;
		for (int i = 0; i < all.size() && decision == null; i++) {
			decision = ask(all.get(i), changes);
		}
		this.configuration.remember(changes);
		if (decision == null || (failed && !decision.kind().isRestart())) {
			decision = new ReloadDecision(ReloadKind.RESTART, ChangeText.of(changes));
		}
		decision = done(decision);
		if (decision.kind().isRestart()) {
			this.redefinition.reloaded(changes);
		}
		else {
			// An edit in place may have changed who runs what
			prepare();
		}
		logger.info(decision.kind().isRestart() ? "Restarting: " + decision.reason() : decision.reason());
		try {
			current.decisions().accept(decision);
		}
		catch (Throwable ex) {
			logger.warn("A listener fails to hear of " + decision, ex);
		}
		return decision;
	}

	private static ReloadDecision done(ReloadDecision decision) {
		ReloadAction action = decision.action();
		if (decision.kind().isRestart() || (action == null && !decision.kind().isInPlace())) {
			return decision;
		}
		String problem;
		try {
			problem = (action != null) ? action.perform() : "nothing does that";
		}
		catch (Throwable ex) {
			// Code of the application as well, which may be in Kotlin and throw anything
			logger.warn("What was decided cannot be done: " + decision, ex);
			problem = ex.toString();
		}
		return (problem != null) ? new ReloadDecision(ReloadKind.RESTART, decision.reason() + ", but " + problem)
				: decision;
	}

	private static @Nullable ReloadDecision ask(ReloadStrategy strategy, List<ChangedFile> changes) {
		try {
			return strategy.decide(changes);
		}
		catch (Throwable ex) {
			// Code of the application, which may be in Kotlin and throw anything
			logger.warn("Reload strategy " + strategy.getClass().getName() + " fails, so it decides nothing", ex);
			return null;
		}
	}

	/**
	 * What a generation brings.
	 *
	 * @param strategies its strategies
	 * @param decisions is told what is decided
	 */
	private record OfGeneration(List<ReloadStrategy> strategies, Consumer<ReloadDecision> decisions) {

	}

}
