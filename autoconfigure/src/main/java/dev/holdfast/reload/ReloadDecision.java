package dev.holdfast.reload;

/**
 * What is done about changed files, and why.
 *
 * @param kind what is done
 * @param reason why, for people
 * @since 0.1.0
 */
public record ReloadDecision(ReloadKind kind, String reason) {

	@Override
	public String toString() {
		return this.kind + ": " + this.reason;
	}

}
