package dev.holdfast.request;

/**
 * Something that belongs to the current request was used where no request is current.
 *
 * @since 0.1.0
 */
public final class NoCurrentRequestException extends RequestStateException {

	NoCurrentRequestException(String name, String problem, String action) {
		super(name, problem, action);
	}

}
