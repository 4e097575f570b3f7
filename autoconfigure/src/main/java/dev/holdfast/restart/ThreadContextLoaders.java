package dev.holdfast.restart;

import java.util.Arrays;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Moves the context class loaders of long-lived threads from generation to generation. A
 * thread of a shared pool inherits the context loader of whoever used the pool first; it
 * would keep that generation's classes alive, and offer them to the code of later ones.
 */
final class ThreadContextLoaders {

	private static final Log logger = LogFactory.getLog(ThreadContextLoaders.class);

	private ThreadContextLoaders() {
	}

	/**
	 * Give every thread that still has the loader of a retired generation that of the new
	 * one.
	 * @param current the loader of the generation that starts
	 */
	static void moveTo(ClassLoader current) {
		for (Thread thread : threads()) {
			ClassLoader loader = thread.getContextClassLoader();
			if (loader != current && DevTools.isRestartClassLoader(loader)) {
				logger.debug("Thread '" + thread.getName() + "' had the class loader of a retired generation");
				thread.setContextClassLoader(current);
			}
		}
	}

	/**
	 * Start the threads of Reactor's shared schedulers before the application does, on
	 * behalf of nobody, and hand them to the first generation.
	 * @param first the loader of the first generation
	 */
	static void startReactorThreads(ClassLoader first) {
		BaseThreads.call("holdfast-scheduler-start", () -> {
			Runnable claim = () -> Thread.currentThread().setContextClassLoader(first);
			for (int i = 0; i < Schedulers.DEFAULT_POOL_SIZE; i++) {
				startWorker(Schedulers.parallel(), claim);
			}
			startWorker(Schedulers.boundedElastic(), claim);
			Schedulers.single().schedule(claim);
			return true;
		});
	}

	private static void startWorker(Scheduler scheduler, Runnable task) {
		Scheduler.Worker worker = scheduler.createWorker();
		worker.schedule(() -> {
			task.run();
			worker.dispose();
		});
	}

	private static Thread[] threads() {
		ThreadGroup root = Thread.currentThread().getThreadGroup();
		while (root.getParent() != null) {
			root = root.getParent();
		}
		Thread[] threads = new Thread[root.activeCount() * 2 + 16];
		return Arrays.copyOf(threads, root.enumerate(threads));
	}

}
