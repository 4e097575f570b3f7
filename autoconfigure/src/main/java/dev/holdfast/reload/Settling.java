package dev.holdfast.reload;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.holdfast.reload.watch.ClassFiles;
import dev.holdfast.reload.watch.FileChange;
import dev.holdfast.reload.watch.FileChange.Kind;
import dev.holdfast.reload.watch.FileChanges;
import dev.holdfast.reload.watch.Snapshot;

/**
 * Tells whether whoever changes files is done with it. A compiler may write for many
 * seconds, with pauses, and a build that begins with nothing has deleted everything
 * before; an application that is restarted meanwhile comes up half, or empty.
 * <p>
 * Not thread-safe.
 */
final class Settling {

	private static final Log logger = LogFactory.getLog(Settling.class);

	private static final int FEW = 20;

	private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

	private static final Duration MAX_BACKOFF = Duration.ofSeconds(1);

	private final ReloadSettings settings;

	private final int failures;

	private final boolean overtaken;

	private final LongSupplier nanoTime;

	private @Nullable String told;

	private @Nullable Snapshot last;

	private long lastChange;

	/**
	 * Create an instance for changes that begin now.
	 * @param settings the settings
	 * @param failures how many starts have failed one after the other
	 * @param overtaken whether files changed during the last start, so that whoever
	 * changes them was not done with it
	 * @param nanoTime the clock
	 */
	Settling(ReloadSettings settings, int failures, boolean overtaken, LongSupplier nanoTime) {
		this.settings = settings;
		this.failures = failures;
		this.overtaken = overtaken;
		this.nanoTime = nanoTime;
	}

	/**
	 * Return how much longer to wait.
	 * @param now all files
	 * @param changes what has changed since the running generation was loaded
	 * @param mainClass the class that the application cannot do without, if known
	 * @return when to look again, or zero if the changes are complete
	 */
	Duration left(Snapshot now, FileChanges changes, @Nullable String mainClass) {
		long time = this.nanoTime.getAsLong();
		if (this.last == null || !now.isSameAs(this.last)) {
			this.last = now;
			this.lastChange = time;
		}
		Duration quiet = Duration.ofNanos(time - this.lastChange);
		List<FileChange> vanished = changes.all().stream().filter((change) -> isVanished(change, changes)).toList();
		Duration wanted = quietPeriod(changes, !vanished.isEmpty());
		if (quiet.isZero() || quiet.compareTo(wanted) < 0) {
			Duration left = wanted.minus(quiet);
			return (left.compareTo(Duration.ofMillis(1)) > 0) ? left : Duration.ofMillis(1);
		}
		String obstacle = obstacle(now, changes, vanished, mainClass);
		tell(obstacle);
		boolean patient = quiet.compareTo(this.settings.rebuildTimeout()) < 0;
		return (obstacle != null && (patient || isMissing(mainClass, vanished))) ? LOOK_AGAIN : Duration.ZERO;
	}

	private void tell(@Nullable String obstacle) {
		if (obstacle != null && !obstacle.equals(this.told)) {
			this.told = obstacle;
			logger.info("Requests and the restart wait for the build: " + obstacle);
		}
	}

	private static @Nullable String obstacle(Snapshot now, FileChanges changes, List<FileChange> vanished,
			@Nullable String mainClass) {
		if (isMissing(mainClass, vanished)) {
			return "main class " + mainClass + " is missing";
		}
		long missing = vanished.size()
				- changes.all().stream().filter((change) -> change.kind() == Kind.ADDED && change.isClass()).count();
		if (isRebuild(missing, now)) {
			return missing + " classes are missing";
		}
		return incomplete(changes).map((change) -> change.name() + " is incomplete").orElse(null);
	}

	private Duration quietPeriod(FileChanges changes, boolean vanished) {
		if (vanished || this.overtaken || changes.all().size() > FEW) {
			return this.settings.bulkQuietPeriod();
		}
		if (this.failures == 0) {
			return this.settings.quietPeriod();
		}
		Duration backoff = this.settings.quietPeriod().multipliedBy(1L << Math.min(this.failures, 10));
		Duration longest = (MAX_BACKOFF.compareTo(this.settings.quietPeriod()) > 0) ? MAX_BACKOFF
				: this.settings.quietPeriod();
		return (backoff.compareTo(longest) < 0) ? backoff : longest;
	}

	// Nested and anonymous classes come and go with the class that they are in
	private static boolean isVanished(FileChange change, FileChanges changes) {
		if (change.kind() != Kind.REMOVED || !change.isClass()) {
			return false;
		}
		int nested = change.name().indexOf('$', change.name().lastIndexOf('/') + 2);
		String outer = (nested > 0) ? change.name().substring(0, nested) + ".class" : null;
		return outer == null || changes.all()
			.stream()
			.anyMatch((other) -> other.kind() == Kind.REMOVED && other.name().equals(outer));
	}

	private static boolean isMissing(@Nullable String mainClass, List<FileChange> vanished) {
		return mainClass != null
				&& vanished.stream().anyMatch((change) -> change.name().equals(mainClass.replace('.', '/') + ".class"));
	}

	// A class or two may be meant to be gone
	private static boolean isRebuild(long missing, Snapshot now) {
		return missing > FEW || (missing > 2 && missing * 10 > missing + now.size());
	}

	private static Optional<FileChange> incomplete(FileChanges changes) {
		return changes.all()
			.stream()
			.filter((change) -> change.kind() != Kind.REMOVED && change.isClass())
			.filter((change) -> !ClassFiles.isComplete(change.file()))
			.findFirst();
	}

}
