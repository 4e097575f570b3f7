package dev.holdfast.state;

/**
 * Thrown if a key is used with a type that is not the one it was defined with.
 *
 * @since 0.1.0
 */
public final class StateTypeConflictException extends RestartStateException {

	StateTypeConflictException(String key, Class<?> definedType, String definedAt, Class<?> usedType, String usedAt) {
		super(key,
				"State '%s' was defined as %s at %s, but is used as %s at %s.".formatted(key, definedType.getName(),
						definedAt, usedType.getName(), usedAt),
				"Use one type for it, or another key. A value that an earlier generation defined goes away "
						+ "when the JVM is started anew.");
	}

}
