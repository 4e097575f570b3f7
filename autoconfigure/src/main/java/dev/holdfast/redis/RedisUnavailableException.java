package dev.holdfast.redis;

import org.jspecify.annotations.Nullable;

import dev.holdfast.state.storage.StateStorageException;

/**
 * Redis cannot be reached, does not answer in time, or refuses a command. What was to be
 * written may have been written all the same if the answer is all that is missing.
 *
 * @since 0.1.0
 */
public final class RedisUnavailableException extends StateStorageException {

	private static final long serialVersionUID = 1L;

	RedisUnavailableException(String problem, String action, @Nullable Throwable cause) {
		super(problem, action, cause);
	}

}
