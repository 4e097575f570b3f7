package dev.holdfast.restart;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;
import org.springframework.util.Assert;

/**
 * Those to be told when a generation is retired.
 */
final class RetirementListeners {

	private static final Log logger = LogFactory.getLog(RetirementListeners.class);

	private final CopyOnWriteArrayList<RetirementListener> survivors = new CopyOnWriteArrayList<>();

	void add(RetirementListener listener) {
		Assert.notNull(listener, "'listener' must not be null");
		Assert.isTrue(!Restarts.isAppType(listener.getClass()),
				() -> "'listener' must survive restarts, but [" + listener.getClass().getName()
						+ "] belongs to the running generation. Name it in META-INF/spring.factories under "
						+ RetirementListener.class.getName());
		this.survivors.addIfAbsent(listener);
	}

	/**
	 * Tell all listeners, first those that survive.
	 * @param retirement the retirement
	 * @param retiredLoader the loader of the retired generation, unless it is gone
	 */
	void retire(Retirement retirement, @Nullable ClassLoader retiredLoader) {
		this.survivors.forEach((listener) -> call(listener, retirement));
		named(retiredLoader).forEach((listener) -> call(listener, retirement));
	}

	private static List<RetirementListener> named(@Nullable ClassLoader retiredLoader) {
		ClassLoader loader = (retiredLoader != null) ? retiredLoader : RetirementListener.class.getClassLoader();
		FailureHandler failureHandler = (type, name, failure) -> warn(name, "cannot be created", failure);
		try {
			return SpringFactoriesLoader.forDefaultResourceLocation(loader)
				.load(RetirementListener.class, failureHandler);
		}
		catch (RuntimeException | LinkageError ex) {
			warn("of META-INF/spring.factories", "cannot be found", ex);
			return List.of();
		}
	}

	private static void call(RetirementListener listener, Retirement retirement) {
		try {
			listener.onRetirement(retirement);
		}
		catch (Throwable ex) {
			// The next generation must start, whatever is wrong with the retired one
			warn(listener.getClass().getName(), "failed at the " + retirement, ex);
		}
	}

	private static void warn(String listener, String problem, Throwable failure) {
		logger.warn("Retirement listener " + listener + " " + problem
				+ ", so what it lets go of may stay in memory; other listeners are not affected", failure);
	}

}
