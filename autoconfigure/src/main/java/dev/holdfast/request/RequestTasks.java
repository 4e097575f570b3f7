package dev.holdfast.request;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextScheduledExecutorService;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * Takes the current request along to threads that neither Reactor nor Spring knows: those
 * of executors, of {@code CompletableFuture} and of your own.
 *
 * <pre class="code">
 * CompletableFuture.supplyAsync(this.service::find, RequestTasks.wrap(executor));
 * new Thread(RequestTasks.runnable(this.service::refresh)).start();
 * </pre>
 *
 * A task runs in the context of who hands it over: in the same request, and with whatever
 * else context propagation knows of, such as a trace or a security context, and with
 * nothing but that. Stages of a {@code CompletableFuture} are handed over by whoever
 * completes the stage before: one of a wrapped executor passes the request on, while a
 * foreign one, such as a driver, has none to pass on. Make such a future part of the
 * request by {@code Mono.fromFuture}.
 * <p>
 * The request does not wait for a task. One that is still running when the request is
 * over gets a {@link RequestEndedException} from its request state, since that is closed:
 * let the request return a {@code Mono} that waits for it, or take out what it needs
 * before.
 * <p>
 * {@code @Async} needs none of this, as long as
 * {@code spring.task.execution.propagate-context} is {@code true}, which is the default
 * here. For a {@code ScheduledExecutorService} there is
 * {@link ContextScheduledExecutorService}.
 *
 * @since 0.1.0
 */
public final class RequestTasks {

	// What the caller does not have must not be found in a task either: a thread that
	// waits for a task may run another one in the meantime, for another request
	private static final ContextSnapshotFactory SNAPSHOTS = ContextSnapshotFactory.builder().clearMissing(true).build();

	private RequestTasks() {
	}

	/**
	 * Let tasks of an executor run in the request of who hands them over.
	 * @param executor the executor
	 * @return an executor to be used by any number of requests
	 */
	public static Executor wrap(Executor executor) {
		Assert.notNull(executor, "'executor' must not be null");
		return (task) -> executor.execute(runnable(task));
	}

	/**
	 * Let tasks of an executor service run in the request of who hands them over.
	 * @param executor the executor service
	 * @return an executor service to be used by any number of requests
	 */
	public static ExecutorService wrap(ExecutorService executor) {
		Assert.notNull(executor, "'executor' must not be null");
		return ContextExecutorService.wrap(executor, SNAPSHOTS);
	}

	/**
	 * Let a task run in the current request.
	 * @param task the task
	 * @return a task that runs in the request which is current now, on any thread
	 */
	public static Runnable runnable(Runnable task) {
		Assert.notNull(task, "'task' must not be null");
		return SNAPSHOTS.captureAll().wrap(task);
	}

	/**
	 * Let a task run in the current request.
	 * @param <T> the type of the result
	 * @param task the task
	 * @return a task that runs in the request which is current now, on any thread
	 */
	public static <T extends @Nullable Object> Callable<T> callable(Callable<T> task) {
		Assert.notNull(task, "'task' must not be null");
		return SNAPSHOTS.captureAll().wrap(task);
	}

	/**
	 * Let a supplier be called in the current request.
	 * @param <T> the type of the result
	 * @param supplier the supplier
	 * @return a supplier that runs in the request which is current now, on any thread
	 */
	public static <T extends @Nullable Object> Supplier<T> supplier(Supplier<T> supplier) {
		Assert.notNull(supplier, "'supplier' must not be null");
		ContextSnapshot snapshot = SNAPSHOTS.captureAll();
		return () -> {
			try (ContextSnapshot.Scope scope = snapshot.setThreadLocals()) {
				return supplier.get();
			}
		};
	}

}
