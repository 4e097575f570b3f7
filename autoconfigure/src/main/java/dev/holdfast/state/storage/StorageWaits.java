package dev.holdfast.state.storage;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Waits for a storage, on threads that may wait.
 *
 * @since 0.1.0
 */
public final class StorageWaits {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private StorageWaits() {
	}

	/**
	 * Return whether this thread may wait.
	 * @return {@code false} on the threads of an event loop
	 */
	public static boolean mayWait() {
		return !Schedulers.isInNonBlockingThread() && !Thread.currentThread().getName().startsWith("lettuce-");
	}

	/**
	 * Make sure that this thread may wait.
	 * @param storage what it would wait for
	 * @param instead what to call if it must not
	 * @throws IllegalStateException if this thread must not wait
	 */
	public static void checkMayWait(String storage, String instead) {
		Assert.state(mayWait(), () -> "This would wait for " + storage + " on the thread '"
				+ Thread.currentThread().getName() + "', which serves many requests and must not wait. Use " + instead);
	}

	/**
	 * Wait for the end of something that should have a time limit of its own; for a
	 * minute, if it has none after all.
	 * @param <T> the type of the result
	 * @param result what to wait for
	 * @param storage what it is waited for
	 * @param instead what to call on a thread that must not wait
	 * @return the result, or {@code null} if it is empty
	 * @throws IllegalStateException if this thread must not wait
	 * @throws StateStorageException if there is no end of it
	 */
	public static <T> @Nullable T await(Mono<T> result, String storage, String instead) {
		checkMayWait(storage, instead);
		try {
			return result.toFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
		}
		catch (TimeoutException ex) {
			throw new StateStorageException(
					storage + " was asked for something that has not ended within " + LIMIT.toSeconds() + " s.",
					"Look for changes of state that wait for one another, or use " + instead + ".", ex);
		}
		catch (ExecutionException ex) {
			throw Exceptions.propagate((ex.getCause() != null) ? ex.getCause() : ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for " + storage, ex);
		}
	}

}
