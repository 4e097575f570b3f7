package dev.holdfast.state;

/**
 * Thrown if a value cannot be kept.
 *
 * @since 0.1.0
 */
public final class UnsupportedStateException extends RestartStateException {

	private UnsupportedStateException(String key, String problem, String action) {
		super(key, problem, action);
	}

	static UnsupportedStateException nullValue(String key) {
		return new UnsupportedStateException(key, "The value of state '%s' would be null.".formatted(key),
				"Use an Optional, or a value that stands for 'none'.");
	}

	static UnsupportedStateException appType(String key, String path, String typeName) {
		return new UnsupportedStateException(key,
				"State '%s' would hold an object of the application's own class %s at '%s', which cannot be carried over a restart yet."
					.formatted(key, typeName, path),
				"Keep the data in types of the JDK or of a library, such as a String, a Map or a List of them.");
	}

}
