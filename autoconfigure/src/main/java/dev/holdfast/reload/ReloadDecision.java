package dev.holdfast.reload;

import org.jspecify.annotations.Nullable;

/**
 * What is done about changed files, and why.
 *
 * @param kind what is done
 * @param reason why, for people
 * @param action what has to be done for it first, or {@code null} if nothing has; not
 * asked for if the application restarts anyway
 * @since 0.1.0
 */
public record ReloadDecision(ReloadKind kind, String reason, @Nullable ReloadAction action) {

	/**
	 * Decide what needs no action.
	 * @param kind what is done
	 * @param reason why, for people
	 */
	public ReloadDecision(ReloadKind kind, String reason) {
		this(kind, reason, null);
	}

	@Override
	public String toString() {
		return this.kind + ": " + this.reason;
	}

}
