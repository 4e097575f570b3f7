package dev.holdfast.state.migration;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the cases of the migration table say of a value. Knows nothing of a test
 * framework, as the table runs without one as well.
 */
public final class Expect {

	private static final Map<String, Object> REMEMBERED = new ConcurrentHashMap<>();

	private static final StackWalker CALLERS = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

	private Expect() {
	}

	public static void equal(Object expected, Object actual) {
		if (!Objects.equals(expected, actual)) {
			throw new AssertionError("Expected <" + expected + "> but was <" + actual + ">");
		}
	}

	public static void same(Object expected, Object actual) {
		if (expected != actual) {
			throw new AssertionError("Expected the same as <" + expected + "> but was <" + actual + ">");
		}
	}

	public static void holds(boolean condition) {
		if (!condition) {
			throw new AssertionError("Expected to hold, but does not");
		}
	}

	public static void fails(Class<? extends Throwable> type, Runnable action) {
		try {
			action.run();
		}
		catch (Throwable ex) {
			holds(type.isInstance(ex));
			return;
		}
		throw new AssertionError("Expected " + type.getSimpleName());
	}

	/**
	 * Remember an object of a base type, for a look at its identity in the next
	 * generation.
	 * @param <T> its type
	 * @param value the object
	 * @return the object
	 */
	public static <T> T remember(T value) {
		REMEMBERED.put(CALLERS.getCallerClass().getPackageName(), value);
		return value;
	}

	public static Object remembered() {
		return REMEMBERED.get(CALLERS.getCallerClass().getPackageName());
	}

}
