package dev.holdfast.restart;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * Why a generation did not start, as text: the failure itself would keep the classes of
 * its generation alive.
 *
 * @param description what went wrong
 * @param action what to do about it, or {@code null} if Boot has no analysis of it
 * @param cause the type and message of the failure
 * @since 0.1.0
 */
public record StartFailure(String description, @Nullable String action, String cause) {

	static StartFailure of(Throwable failure) {
		String cause = ClassUtils.getShortName(failure.getClass()) + ": " + failure.getMessage();
		return new StartFailure(cause, null, cause);
	}

	StartFailure analyzed(String description, @Nullable String action) {
		return new StartFailure(description, action, this.cause);
	}

}
