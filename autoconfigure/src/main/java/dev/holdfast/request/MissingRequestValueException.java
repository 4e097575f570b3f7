package dev.holdfast.request;

/**
 * A piece of {@link RequestState} was used in a request that has no value for it, and
 * none could be made: there is no initializer, or it needs what is not there.
 *
 * @since 0.1.0
 */
public final class MissingRequestValueException extends RequestStateException {

	MissingRequestValueException(String name, String problem, String action) {
		super(name, problem, action);
	}

}
