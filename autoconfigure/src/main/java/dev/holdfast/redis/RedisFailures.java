package dev.holdfast.redis;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisLoadingException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.redis.RedisConnectionFailureException;

/**
 * Puts failures of commands into words, and tells a server that is away from one that
 * refuses a command.
 *
 * @param address the server
 */
record RedisFailures(String address) {

	private static final String ACTION = "Start it, or set spring.data.redis.host and spring.data.redis.port, "
			+ "or spring.data.redis.url, to where it is";

	/**
	 * Put a failure into words.
	 * @param failure the failure of a command
	 * @param limit how long the command might take, with the name of what says so
	 * @return the same if the server has nothing to do with it
	 */
	Throwable translate(Throwable failure, String limit) {
		if (failure instanceof RedisUnavailableException) {
			return failure;
		}
		if (isTimeout(failure)) {
			return new RedisUnavailableException(this.address + " did not answer within " + limit + ".",
					ACTION + ", or allow more time.", failure);
		}
		RedisCommandExecutionException refusal = refusal(failure);
		if (refusal != null) {
			boolean onConnection = find(failure, RedisConnectionFailureException.class) != null;
			return new RedisUnavailableException(
					this.address + " refuses " + (onConnection ? "the connection: " : "a command: ")
							+ refusal.getMessage() + ".",
					onConnection
							? "Set spring.data.redis.username and spring.data.redis.password to what the server knows."
							: "Look into what it complains of: its memory, its rights or its role.",
					failure);
		}
		return isAbsence(failure) ? new RedisUnavailableException(
				this.address + " cannot be reached: " + reason(failure) + ".", ACTION + ".", failure) : failure;
	}

	static String limit(Duration limit) {
		return limit.toMillis() + " ms";
	}

	private static String reason(Throwable failure) {
		String message = NestedExceptionUtils.getMostSpecificCause(failure).getMessage();
		return (message != null) ? message : failure.toString();
	}

	private static boolean isTimeout(Throwable failure) {
		return failure instanceof QueryTimeoutException || find(failure, TimeoutException.class) != null
				|| find(failure, RedisCommandTimeoutException.class) != null;
	}

	/**
	 * Return what the server has answered instead of a result.
	 * @param failure the failure of a command
	 * @return the refusal, or {@code null} if the server has not answered, or is about to
	 * start
	 */
	static @Nullable RedisCommandExecutionException refusal(Throwable failure) {
		RedisCommandExecutionException refusal = find(failure, RedisCommandExecutionException.class);
		return (refusal instanceof RedisLoadingException) ? null : refusal;
	}

	private static boolean isAbsence(Throwable failure) {
		return failure instanceof DataAccessException || find(failure, RedisException.class) != null
				|| find(failure, IOException.class) != null || isStopped(failure);
	}

	// As when the context of a generation has been closed
	static boolean isStopped(Throwable failure) {
		return failure instanceof IllegalStateException
				&& String.valueOf(failure.getMessage()).contains("LettuceConnectionFactory");
	}

	private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
		Throwable current = failure;
		while (current != null) {
			if (type.isInstance(current)) {
				return type.cast(current);
			}
			current = (current.getCause() != current) ? current.getCause() : null;
		}
		return null;
	}

}
