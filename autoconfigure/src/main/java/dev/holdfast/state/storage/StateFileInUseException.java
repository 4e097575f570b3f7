package dev.holdfast.state.storage;

import java.nio.file.Path;

/**
 * Thrown if another process, or another application in this one, has the state file.
 *
 * @since 0.1.0
 */
public final class StateFileInUseException extends StateStorageException {

	private static final long serialVersionUID = 1L;

	StateFileInUseException(Path directory, String owner) {
		super("The state file in %s is in use by %s.".formatted(directory, owner),
				"Stop that one, or give each application a directory of its own with holdfast.state.file.location.",
				null);
	}

}
