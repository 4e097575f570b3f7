package dev.holdfast.reload.redefine;

/**
 * Classes could not be replaced in place, none of them.
 *
 * @since 0.1.0
 */
public final class RedefinitionException extends Exception {

	private static final long serialVersionUID = 1L;

	RedefinitionException(String message, Throwable cause) {
		super(message, cause);
	}

}
