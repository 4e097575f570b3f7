package dev.holdfast.state.storage;

/**
 * Thrown if a value cannot be stored.
 *
 * @since 0.1.0
 */
public final class UnstorableValueException extends StateStorageException {

	private static final long serialVersionUID = 1L;

	private final String path;

	UnstorableValueException(String path, String type, String reason) {
		super("'%s' of type %s cannot be stored. %s.".formatted(path, type, reason),
				"Keep data only: records, classes, enums and collections of the application, and values of the JDK.",
				null);
		this.path = path;
	}

	/**
	 * Return where in the value the problem is.
	 * @return the path, such as {@code value.items[3].payment}
	 */
	public String getPath() {
		return this.path;
	}

}
