package dev.holdfast.reload;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link ReloadDecision} needs to be done, before it holds.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ReloadAction {

	/**
	 * Do it, on a thread of Holdfast.
	 * @return why it cannot be done, so that the application restarts after all, or
	 * {@code null} if it has been
	 */
	@Nullable String perform();

}
