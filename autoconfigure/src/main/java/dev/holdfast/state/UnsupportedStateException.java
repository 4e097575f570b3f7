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

}
