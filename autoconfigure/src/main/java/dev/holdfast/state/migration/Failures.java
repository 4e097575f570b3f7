package dev.holdfast.state.migration;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong in the code of others, in words: a throwable would keep the classes of
 * its stack trace alive. Errors of the JVM itself, such as want of memory, are nobody's
 * code and are passed on.
 */
final class Failures {

	private Failures() {
	}

	/**
	 * Describe a failure.
	 * @param problem what did not succeed
	 * @param failure why
	 * @return a sentence: the message of an {@link IllegalStateException}, which is meant
	 * to be one, or the problem and the failure
	 */
	static String describe(String problem, Throwable failure) {
		String message = (failure instanceof IllegalStateException) ? message(failure) : null;
		return (message != null && !message.isEmpty()) ? Character.toUpperCase(message.charAt(0)) + message.substring(1)
				: problem + ": " + describe(failure);
	}

	/**
	 * Describe a failure.
	 * @param failure the failure
	 * @return its type and message
	 */
	static String describe(Throwable failure) {
		if (failure instanceof VirtualMachineError error && !(failure instanceof StackOverflowError)) {
			throw error;
		}
		String message = message(failure);
		String type = failure.getClass().getName();
		return (message != null) ? type + ": " + message : type;
	}

	private static @Nullable String message(Throwable failure) {
		try {
			return failure.getMessage();
		}
		catch (RuntimeException | Error ex) {
			// A message may be made up on demand, from what has failed
			return null;
		}
	}

}
