package dev.holdfast.state;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if a value is asked for that no class of the running generation fits. It is not
 * lost: each generation tries again.
 *
 * @since 0.1.0
 */
public final class ParkedStateException extends RestartStateException {

	private final String path;

	private final @Nullable String oldType;

	private final @Nullable String newType;

	private final String reason;

	ParkedStateException(String key, int generation, ParkingReason reason) {
		super(key, describe(key, generation, reason), """
				The value is kept until you do one of these: bring the class back; name a renamed class or enum \
				constant with StateDefinition.renamed or replaced; register a migration with \
				StateDefinition.version and migrate; or let go of the value with RestartState.discard("%s")."""
			.formatted(key));
		this.path = reason.path();
		this.oldType = reason.oldType();
		this.newType = reason.newType();
		this.reason = reason.reason();
	}

	private static String describe(String key, int generation, ParkingReason reason) {
		StringBuilder text = new StringBuilder(
				"State '%s' is parked: generation %d cannot take over '%s'".formatted(key, generation, reason.path()));
		if (reason.oldType() != null) {
			text.append(" of type ").append(reason.oldType());
		}
		if (reason.newType() != null && !reason.newType().equals(reason.oldType())) {
			text.append(" as ").append(reason.newType());
		}
		return text.append(". ").append(reason.reason()).append('.').toString();
	}

	/**
	 * Return where in the value the problem is.
	 * @return the path, such as {@code value.items[3].payment}
	 */
	public String getPath() {
		return this.path;
	}

	/**
	 * Return the type that the part at the path had.
	 * @return the name of the type, or {@code null} if there is none to tell
	 */
	public @Nullable String getOldType() {
		return this.oldType;
	}

	/**
	 * Return the type that the part at the path should get.
	 * @return the name of the type, or {@code null} if there is none to tell
	 */
	public @Nullable String getNewType() {
		return this.newType;
	}

	/**
	 * Return what is wrong there.
	 * @return the reason
	 */
	public String getReason() {
		return this.reason;
	}

}
