package dev.holdfast.state.migration;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if a value cannot be rehydrated on the present classes. Nothing is lost: the
 * dehydrated value can be rehydrated on others. Has no cause: what went wrong is told in
 * words, as a throwable would keep classes alive.
 *
 * @since 0.1.0
 */
public final class MigrationException extends Exception {

	private static final long serialVersionUID = 1L;

	private final String path;

	private final String reason;

	private final @Nullable String oldType;

	private final @Nullable String newType;

	MigrationException(String path, String reason, @Nullable String oldType, @Nullable String newType) {
		super("At '%s'%s: %s".formatted(path, types(oldType, newType), reason), null, false, false);
		this.path = path;
		this.reason = reason;
		this.oldType = oldType;
		this.newType = newType;
	}

	private static String types(@Nullable String oldType, @Nullable String newType) {
		if (oldType == null) {
			return "";
		}
		return (newType != null) ? ", from %s to %s".formatted(oldType, newType) : ", %s".formatted(oldType);
	}

	/**
	 * Return where in the value the problem is.
	 * @return the path, such as {@code value.items[3].payment}
	 */
	public String getPath() {
		return this.path;
	}

	/**
	 * Return what is wrong.
	 * @return the reason, as a sentence without its full stop
	 */
	public String getReason() {
		return this.reason;
	}

	/**
	 * Return whether the same value may be fit in a moment.
	 * @return {@code true} if it was only being changed while it was read
	 */
	public boolean isTemporary() {
		return this.reason.equals(Recipe.Refusal.CHANGING);
	}

	/**
	 * Return the type that the part had.
	 * @return the name of the type, if it matters
	 */
	public @Nullable String getOldType() {
		return this.oldType;
	}

	/**
	 * Return the type that the part would have to be of.
	 * @return the name of the type, if there is one
	 */
	public @Nullable String getNewType() {
		return this.newType;
	}

}
