package dev.holdfast.state.migration;

/**
 * Thrown if what is read is not what has been written.
 *
 * @since 0.1.0
 */
public final class MalformedContentException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param reason what is wrong, as half a sentence
	 */
	public MalformedContentException(String reason) {
		super(reason);
	}

}
