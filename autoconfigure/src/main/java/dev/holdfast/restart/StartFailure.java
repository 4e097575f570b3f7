package dev.holdfast.restart;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Why a generation did not start, as text: the failure itself would keep the classes of
 * its generation alive.
 *
 * @param description what went wrong; the cause, if Boot has no analysis of it
 * @param action what to do about it, or {@code null} if Boot has no analysis of it
 * @param cause the type and message of the failure, and of each of its causes, on a line
 * each
 * @param frame where code of the application was when it failed, such as
 * {@code com.example.Prices.load(Prices.java:12)}, or {@code null} if it was nowhere
 * @since 0.1.0
 */
public record StartFailure(String description, @Nullable String action, String cause, @Nullable String frame) {

	private static final int MAX_CAUSES = 20;

	private static final int MAX_MESSAGE = 2000;

	static StartFailure of(Throwable failure) {
		List<String> lines = new ArrayList<>();
		// A limit also to a chain that runs in a circle
		for (Throwable cause = failure; cause != null && lines.size() < MAX_CAUSES; cause = causeOf(cause)) {
			String message = messageOf(cause);
			lines.add(ClassUtils.getShortName(cause.getClass()) + ((message != null) ? ": " + message : ""));
		}
		String chain = String.join("\n", lines.stream().distinct().toList());
		return new StartFailure(chain, null, chain, null);
	}

	// Exceptions of the application may override both, and fail

	static @Nullable Throwable causeOf(Throwable failure) {
		try {
			return failure.getCause();
		}
		catch (RuntimeException | LinkageError ex) {
			return null;
		}
	}

	private static @Nullable String messageOf(Throwable failure) {
		try {
			String message = failure.getMessage();
			return (message != null) ? StringUtils.truncate(message, MAX_MESSAGE) : null;
		}
		catch (RuntimeException | LinkageError ex) {
			return "(no message: getMessage() failed with " + ex.getClass().getName() + ")";
		}
	}

	StartFailure at(@Nullable String frame) {
		return new StartFailure(this.description, this.action, this.cause, frame);
	}

	StartFailure analyzed(String description, @Nullable String action) {
		return new StartFailure(description, action, this.cause, this.frame);
	}

}
