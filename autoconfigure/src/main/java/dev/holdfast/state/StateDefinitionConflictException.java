package dev.holdfast.state;

/**
 * Thrown if the definitions of a key contradict each other within one generation.
 *
 * @since 0.1.0
 */
public final class StateDefinitionConflictException extends RestartStateException {

	private StateDefinitionConflictException(String key, String problem, String action) {
		super(key, problem, action);
	}

	static StateDefinitionConflictException versions(String key, int version, String definedAt, int other,
			String otherAt) {
		return new StateDefinitionConflictException(key,
				"State '%s' was defined with version %d at %s, but is defined with version %d at %s.".formatted(key,
						version, definedAt, other, otherAt),
				"Define it in one place, or with one version.");
	}

	static StateDefinitionConflictException usedBefore(String key, String usedAt, int version, String definedAt) {
		return new StateDefinitionConflictException(key,
				"State '%s' was used by its key at %s, before it was defined with version %d or with former names at %s."
					.formatted(key, usedAt, version, definedAt),
				"Define it before it is used, so that its value is migrated as the definition says.");
	}

}
