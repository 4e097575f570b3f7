package dev.holdfast.state.storage;

/**
 * Thrown if something stored is not, or no longer, a value of the application.
 *
 * @since 0.1.0
 */
public final class StoredContentException extends StateStorageException {

	private static final long serialVersionUID = 1L;

	StoredContentException(String problem, String action) {
		super(problem, action, null);
	}

}
