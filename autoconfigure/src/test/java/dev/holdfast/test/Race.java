package dev.holdfast.test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Lets threads do something at the same moment.
 */
public final class Race {

	private Race() {
	}

	/**
	 * Run a task in several threads that start it together.
	 * @param <T> the type of the result
	 * @param threads number of threads
	 * @param task the task
	 * @return the results of all threads
	 * @throws Exception if one of them fails, or they take more than a minute
	 */
	public static <T> List<T> run(int threads, Callable<T> task) throws Exception {
		List<Callable<T>> tasks = new ArrayList<>();
		for (int i = 0; i < threads; i++) {
			tasks.add(task);
		}
		return run(tasks);
	}

	/**
	 * Run tasks in as many threads, which start them together.
	 * @param <T> the type of the result
	 * @param tasks the tasks
	 * @return their results
	 * @throws Exception if one of them fails, or they take more than a minute
	 */
	public static <T> List<T> run(List<Callable<T>> tasks) throws Exception {
		CyclicBarrier start = new CyclicBarrier(tasks.size());
		ExecutorService executor = Executors.newFixedThreadPool(tasks.size());
		try {
			List<Future<T>> futures = new ArrayList<>();
			for (Callable<T> task : tasks) {
				futures.add(executor.submit(() -> {
					start.await(10, TimeUnit.SECONDS);
					return task.call();
				}));
			}
			List<T> results = new ArrayList<>();
			for (Future<T> future : futures) {
				results.add(future.get(60, TimeUnit.SECONDS));
			}
			return results;
		}
		finally {
			executor.shutdownNow();
		}
	}

}
