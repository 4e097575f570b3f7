package dev.holdfast.restart;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Threads that keep no generation alive, neither by their context loader nor by the stack
 * that created them.
 */
final class BaseThreads {

	private BaseThreads() {
	}

	static Thread create(String name, boolean daemon, Runnable task) {
		Thread thread = DevTools.threadFactory().newThread(task);
		thread.setName(name);
		thread.setDaemon(daemon);
		thread.setContextClassLoader(BaseThreads.class.getClassLoader());
		return thread;
	}

	static <T extends @Nullable Object> T call(String name, Supplier<T> task) {
		CompletableFuture<T> result = new CompletableFuture<>();
		create(name, true, () -> {
			try {
				result.complete(task.get());
			}
			catch (Throwable ex) {
				result.completeExceptionally(ex);
			}
		}).start();
		try {
			return result.join();
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof RuntimeException cause) {
				throw cause;
			}
			if (ex.getCause() instanceof Error cause) {
				throw cause;
			}
			throw ex;
		}
	}

}
