package dev.holdfast.retry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * An error with all that is behind it.
 */
final class ErrorChain {

	private static final int LIMIT = 50;

	private ErrorChain() {
	}

	/**
	 * Return an error with its causes and what it has suppressed. Cycles do no harm, and
	 * of very many the nearest are returned.
	 * @param error the error
	 * @return the error and what is behind it, the nearest first
	 */
	static List<Throwable> of(Throwable error) {
		Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		Deque<Throwable> next = new ArrayDeque<>(List.of(error));
		List<Throwable> chain = new ArrayList<>();
		while (!next.isEmpty() && chain.size() < LIMIT) {
			Throwable current = next.remove();
			if (seen.add(current)) {
				chain.add(current);
				Throwable cause = causeOf(current);
				if (cause != null) {
					next.add(cause);
				}
				next.addAll(List.of(current.getSuppressed()));
			}
		}
		return chain;
	}

	// May be the application's own method
	private static @Nullable Throwable causeOf(Throwable error) {
		try {
			return error.getCause();
		}
		catch (RuntimeException | LinkageError | StackOverflowError | AssertionError ex) {
			return null;
		}
	}

}
