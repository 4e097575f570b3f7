package dev.holdfast.state;

import java.lang.reflect.Type;

/**
 * Thrown if a key is used with a type that is not the one it was defined with by the
 * running generation. Between generations the type may change.
 *
 * @since 0.1.0
 */
public final class StateTypeConflictException extends RestartStateException {

	StateTypeConflictException(String key, Type definedType, String definedAt, Type usedType, String usedAt) {
		super(key, "State '%s' was defined as %s at %s, but is used as %s at %s.".formatted(key,
				definedType.getTypeName(), definedAt, usedType.getTypeName(), usedAt),
				"Use one type for it, or another key.");
	}

}
