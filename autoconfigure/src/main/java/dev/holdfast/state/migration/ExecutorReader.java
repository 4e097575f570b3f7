package dev.holdfast.state.migration;

import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Predicate;

/**
 * Keeps an executor as it is, unless it would go on to call code of the retired
 * generation. Its threads and its tasks are out of sight: they are expected to come and
 * go.
 */
final class ExecutorReader implements Reader {

	private final Predicate<Class<?>> appTypes;

	ExecutorReader(Predicate<Class<?>> appTypes) {
		this.appTypes = appTypes;
	}

	@Override
	public void read(Object source, Node node) {
		ThreadPoolExecutor executor = (ThreadPoolExecutor) source;
		verify("thread factory", executor.getThreadFactory());
		verify("handler of rejected tasks", executor.getRejectedExecutionHandler());
	}

	private void verify(String role, Object part) {
		if (this.appTypes.test(part.getClass())) {
			throw new IllegalStateException(
					"Its %s is of the application's class %s. Use one of a library, or make the executor a bean"
						.formatted(role, part.getClass().getName()));
		}
	}

	@Override
	public boolean isKeepable() {
		return true;
	}

}
