package dev.holdfast.state;

import java.util.Collection;

/**
 * Thrown if a key is used that nobody has defined.
 *
 * @since 0.1.0
 */
public final class UndefinedStateException extends RestartStateException {

	UndefinedStateException(String key, Collection<String> definedKeys) {
		super(key, "State '%s' is not defined.".formatted(key),
				"Call define(key, type, initializer) first. Defined are: %s.".formatted(definedKeys));
	}

}
