package dev.holdfast.reload;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Decides what changed files mean. Strategies are asked in order, those that are beans of
 * the application before Holdfast's own, and the first that decides is right. What none
 * of them knows restarts the application.
 * <p>
 * Called on a thread of Holdfast that waits for the answer, as all requests do, so this
 * should be quick. A strategy that fails decides nothing.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ReloadStrategy {

	/**
	 * Decide what to do.
	 * @param changes the files that have changed since the running generation was loaded,
	 * at least one, sorted by name
	 * @return the decision, or {@code null} to leave it to others
	 */
	@Nullable ReloadDecision decide(List<ChangedFile> changes);

}
