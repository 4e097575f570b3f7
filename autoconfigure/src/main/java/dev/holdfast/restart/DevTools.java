package dev.holdfast.restart;

import java.util.concurrent.ThreadFactory;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.devtools.classpath.ClassPathChangedEvent;
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

	static boolean isClassPathChange(ApplicationEvent event) {
		return PRESENT && Adapter.isClassPathChange(event);
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

		private static boolean isClassPathChange(ApplicationEvent event) {
			return event instanceof ClassPathChangedEvent;
		}

		private static Class<?> restarterType() {
			return Restarter.class;
		}

		private static ThreadFactory threadFactory() {
			return Restarter.getInstance().getThreadFactory();
		}

	}

}
