package dev.holdfast.reload;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.holdfast.reload.watch.FileChanges;

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

	private final List<ReloadStrategy> own = List.of(new ResourceStrategy(), this.configuration);

	private volatile OfGeneration ofGeneration = NONE;

	void remember(List<Path> directories) {
		this.configuration.rememberAll(directories);
	}

	void forget(Path file) {
		this.configuration.forget(file);
	}

	void use(List<ReloadStrategy> strategies, Consumer<ReloadDecision> decisions) {
		this.ofGeneration = new OfGeneration(List.copyOf(strategies), decisions);
	}

	void letGo() {
		this.ofGeneration = NONE;
	}

	/**
	 * Decide what changes mean, and tell it.
	 * @param changes the changes
	 * @param failed whether the running generation has failed, and anything may mend it
	 * @return the decision
	 */
	ReloadDecision decide(FileChanges changes, boolean failed) {
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
		logger.info(decision.kind().isRestart() ? "Restarting: " + decision.reason() : decision.reason());
		try {
			current.decisions().accept(decision);
		}
		catch (Throwable ex) {
			logger.warn("A listener fails to hear of " + decision, ex);
		}
		return decision;
	}

	private static @Nullable ReloadDecision ask(ReloadStrategy strategy, FileChanges changes) {
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
