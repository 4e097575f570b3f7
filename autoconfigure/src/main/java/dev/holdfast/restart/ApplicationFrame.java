package dev.holdfast.restart;

import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * Finds where code of the application was when it failed.
 */
final class ApplicationFrame {

	private static final int MAX_CAUSES = 20;

	private ApplicationFrame() {
	}

	/**
	 * Find the place that is the nearest to the first cause.
	 * @param failure the failure
	 * @param classLoader the class loader of the application's code
	 * @return class, method and line; or {@code null} if no such code took part
	 */
	static @Nullable String of(Throwable failure, @Nullable ClassLoader classLoader) {
		Deque<Throwable> causes = new ArrayDeque<>();
		for (Throwable cause = failure; cause != null
				&& causes.size() < MAX_CAUSES; cause = StartFailure.causeOf(cause)) {
			causes.addFirst(cause);
		}
		for (Throwable cause : causes) {
			for (StackTraceElement frame : cause.getStackTrace()) {
				if (isOf(frame.getClassName(), classLoader)) {
					return frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
							+ frame.getLineNumber() + ")";
				}
			}
		}
		return null;
	}

	private static boolean isOf(String className, @Nullable ClassLoader classLoader) {
		// Nobody has written the code of proxies and lambdas
		if (classLoader == null || className.contains("$$")) {
			return false;
		}
		try {
			return Class.forName(className, false, classLoader).getClassLoader() == classLoader;
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return false;
		}
	}

}
