package dev.holdfast.restart;

import java.net.URL;
import java.util.List;
import java.util.concurrent.ThreadFactory;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.devtools.classpath.ClassPathChangedEvent;
import org.springframework.boot.devtools.restart.AgentReloader;
import org.springframework.boot.devtools.restart.FailureHandler.Outcome;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.boot.devtools.restart.classloader.RestartClassLoader;
import org.springframework.context.ApplicationEvent;
import org.springframework.util.ClassUtils;

/**
 * All that is known here of Spring Boot DevTools, which need not be on the class path.
 */
final class DevTools {

	private static final boolean PRESENT = ClassUtils.isPresent("org.springframework.boot.devtools.restart.Restarter",
			DevTools.class.getClassLoader());

	private DevTools() {
	}

	/**
	 * Return whether DevTools restarts this application, decided as DevTools' own
	 * {@code @ConditionalOnInitializedRestarter} decides it.
	 * @return whether the restarter has been initialized with something to restart
	 */
	static boolean isRestarting() {
		return PRESENT && Adapter.isInitialized();
	}

	static boolean isRestartClassLoader(@Nullable ClassLoader classLoader) {
		return PRESENT && classLoader != null && Adapter.isRestartClassLoader(classLoader);
	}

	/**
	 * Return whether the current thread is the one on which DevTools closes the retiring
	 * context, as opposed to a shutdown hook or the application itself.
	 * @return whether a restart is running on this thread
	 */
	static boolean isRestartThread() {
		return PRESENT && Thread.currentThread().getClass().getEnclosingClass() == Adapter.restarterType();
	}

	static boolean isRestartingChange(ApplicationEvent event) {
		return PRESENT && Adapter.isRestartingChange(event);
	}

	static boolean isAgentActive() {
		return PRESENT && Adapter.isAgentActive();
	}

	/**
	 * Return what is loaded anew at each restart.
	 * @return the locations, none if nothing restarts
	 */
	static List<URL> classPath() {
		return isRestarting() ? Adapter.classPath() : List.of();
	}

	/**
	 * Restart the application on a thread of DevTools.
	 * @param retry decides on that thread what happens when a start fails
	 */
	static void restart(StartRetry retry) {
		Adapter.restart(retry);
	}

	/**
	 * Return a factory of threads that know nothing of the code that asked for them. On
	 * JDKs before 24 a thread keeps the class loaders on the stack that created it.
	 * @return the thread factory
	 */
	static ThreadFactory threadFactory() {
		return isRestarting() ? Adapter.threadFactory() : Thread::new;
	}

	/**
	 * Loaded only if DevTools is there.
	 */
	private static final class Adapter {

		private static boolean isInitialized() {
			try {
				return Restarter.getInstance().getInitialUrls() != null;
			}
			catch (IllegalStateException ex) {
				return false;
			}
		}

		private static boolean isRestartClassLoader(ClassLoader classLoader) {
			return classLoader instanceof RestartClassLoader;
		}

		private static boolean isRestartingChange(ApplicationEvent event) {
			return event instanceof ClassPathChangedEvent change && change.isRestartRequired();
		}

		private static boolean isAgentActive() {
			return AgentReloader.isActive();
		}

		private static List<URL> classPath() {
			URL[] urls = Restarter.getInstance().getInitialUrls();
			return (urls != null) ? List.of(urls) : List.of();
		}

		private static void restart(StartRetry retry) {
			Restarter.getInstance().restart((failure) -> {
				try {
					return retry.await(failure) ? Outcome.RETRY : Outcome.ABORT;
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
					return Outcome.ABORT;
				}
			});
		}

		private static Class<?> restarterType() {
			return Restarter.class;
		}

		private static ThreadFactory threadFactory() {
			return Restarter.getInstance().getThreadFactory();
		}

	}

}
