package dev.holdfast.reload;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.holdfast.reload.redefine.Redefiner;
import dev.holdfast.reload.redefine.RedefinitionException;

/**
 * Replaces bodies of methods in place if they have not run while the application was
 * made, so that the answers are those that a restart would give.
 * <p>
 * Thread-safe: what is held of a generation is in a volatile field, as it has to be let
 * go of without waiting.
 */
final class RedefinitionStrategy implements ReloadStrategy {

	private static final Log logger = LogFactory.getLog(RedefinitionStrategy.class);

	private final RouteNames routes = new RouteNames();

	private final GenerationRecords records;

	private final Redefiner redefiner;

	private final Supplier<List<Path>> directories;

	private volatile @Nullable RunningApplication live;

	/**
	 * Create a strategy that does nothing until it is told of an application.
	 * @param records tell what runs
	 * @param directories finds the directories of class files
	 */
	RedefinitionStrategy(GenerationRecords records, Supplier<List<Path>> directories) {
		this.records = records;
		this.redefiner = new Redefiner(records::of);
		this.directories = directories;
	}

	/**
	 * Get ready, which takes a while.
	 */
	void attach() {
		this.redefiner.attach();
	}

	void use(RunningApplication application) {
		this.live = application;
		this.routes.forget(List.of());
	}

	void letGo() {
		this.live = null;
		this.records.end();
	}

	/**
	 * The application is going to load changed files.
	 * @param changes the changes
	 */
	void reloaded(List<ChangedFile> changes) {
		this.routes.forget(changes);
	}

	/**
	 * The application loads files that nobody has looked at.
	 */
	void reloaded() {
		this.routes.forgetAll();
	}

	boolean isWanted() {
		return this.live != null;
	}

	/**
	 * Do beforehand what takes time.
	 */
	void prepare() {
		this.redefiner.attach();
		if (this.redefiner.isReady()) {
			this.routes.find(() -> this.live, this.directories.get());
		}
	}

	@Override
	public @Nullable ReloadDecision decide(List<ChangedFile> changes) {
		List<ChangedFile> relevant = changes.stream().filter((change) -> !change.excluded()).toList();
		GenerationRecord running = this.records.current();
		ClassLoader loader = (running != null) ? running.loader() : null;
		if (this.live == null || running == null || loader == null || !this.redefiner.isReady()
				|| !relevant.stream().allMatch(ChangedFile::isEditedClass)) {
			return null;
		}
		ClassEdits edits = new ClassEdits(running, loader, this.redefiner);
		for (ChangedFile file : relevant) {
			String reason = edits.add(file);
			if (reason != null) {
				return new ReloadDecision(ReloadKind.RESTART, ChangeText.of(changes) + " (" + reason + ")");
			}
		}
		return decide(changes, edits, () -> redefine(loader, changes, edits));
	}

	private ReloadDecision decide(List<ChangedFile> changes, ClassEdits edits, ReloadAction action) {
		String text = "Replaced in place: " + ChangeText.of(changes);
		if (!edits.changeCode()) {
			return new ReloadDecision(ReloadKind.SELECTIVE, text + ", but no code in it", action);
		}
		List<String> names = this.routes.affected(edits.changes());
		if (names == null) {
			return new ReloadDecision(ReloadKind.SELECTIVE, text + ", for routes that are not known yet", action);
		}
		return new ReloadDecision((names.size() == 1) ? ReloadKind.SINGLE_ROUTE : ReloadKind.SELECTIVE,
				text + (names.isEmpty() ? ", for no route" : ", for " + ChangeText.ofNames(names)), action);
	}

	private @Nullable String redefine(ClassLoader loader, List<ChangedFile> changes, ClassEdits edits) {
		if (this.live == null) {
			return "the application is about to stop";
		}
		try {
			this.redefiner.redefine(loader, edits.replacements());
		}
		catch (RedefinitionException ex) {
			logger.debug("Classes are not replaced in place", ex);
			return String.valueOf(ex.getMessage());
		}
		this.routes.forget(changes);
		// Requests under way may have made something meanwhile
		return edits.obstacle();
	}

}
