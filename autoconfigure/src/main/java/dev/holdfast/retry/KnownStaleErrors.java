package dev.holdfast.retry;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanCreationNotAllowedException;

import dev.holdfast.restart.Restarts;
import dev.holdfast.restart.StaleError;

/**
 * Knows by what errors staleness shows, whichever generation is live: classes of two
 * generations that met, a class that does not fit the others any more, and an application
 * context that is closed already.
 */
final class KnownStaleErrors implements StaleErrorClassifier {

	/**
	 * What the JVM, reflection and Spring say of two classes of one name.
	 */
	private static final List<Pattern> NOT_ITSELF = List.of(
			Pattern.compile("class (\\S+) cannot be cast to class \\1 .*"),
			Pattern.compile("Cannot cast (\\S+) to \\1"),
			Pattern.compile("object of type (\\S+) is not an instance of \\1"),
			Pattern.compile(".* expected to be of type '(\\S+)' but was actually of type '\\1'"));

	/**
	 * What the JVM says of two classes that two loaders of a kind have loaded.
	 */
	private static final Pattern TWO_LOADERS = Pattern
		.compile("class (\\S+) cannot be cast to class (\\S+) .*loader '?(\\S+?)'? @(\\w+); "
				+ ".*loader '?\\3'? @(?!\\4\\b)\\w+\\)?");

	private static final Pattern CLASS_NAME = Pattern
		.compile("[\\p{L}_$][\\p{L}\\d_$]*(?:[./][\\p{L}_$][\\p{L}\\d_$]*)+");

	private static final Set<String> CLOSED = Set.of("has been closed already", "has not been refreshed yet",
			"BeanFactory not initialized or already closed");

	private final @Nullable ClassLoader classLoader;

	KnownStaleErrors(@Nullable ClassLoader classLoader) {
		this.classLoader = classLoader;
	}

	@Override
	public Verdict classify(RequestFailure failure) {
		return failure.chain().stream().anyMatch(this::isStale) ? Verdict.STALE : Verdict.UNDECIDED;
	}

	private boolean isStale(Throwable error) {
		return error instanceof StaleError || isOfTwoLoaders(error) || isOfClosedContext(error)
				|| isMisfitOfAppClass(error);
	}

	private static boolean isOfTwoLoaders(Throwable error) {
		if (!(error instanceof ClassCastException || error instanceof IllegalArgumentException
				|| error instanceof BeansException)) {
			return false;
		}
		String message = message(error);
		return NOT_ITSELF.stream().anyMatch((pattern) -> pattern.matcher(message).matches())
				|| TWO_LOADERS.matcher(message).matches();
	}

	private static boolean isOfClosedContext(Throwable error) {
		if (error instanceof BeanCreationNotAllowedException) {
			return true;
		}
		StackTraceElement[] frames = error.getStackTrace();
		return error instanceof IllegalStateException && CLOSED.stream().anyMatch(message(error)::contains)
				&& frames.length > 0 && frames[0].getClassName().startsWith("org.springframework.");
	}

	private boolean isMisfitOfAppClass(Throwable error) {
		boolean misfit = error instanceof LinkageError || error instanceof ClassNotFoundException;
		if (!misfit || isFailedInitialization(error)) {
			return false;
		}
		Matcher name = CLASS_NAME.matcher(message(error));
		while (name.find()) {
			if (isAppClass(name.group().replace('/', '.'))) {
				return true;
			}
		}
		return false;
	}

	// The class is as it should be, but its static initializer fails
	private static boolean isFailedInitialization(Throwable error) {
		return error instanceof ExceptionInInitializerError || message(error).startsWith("Could not initialize class ");
	}

	// A message may go on after the name of the class with that of a member
	private boolean isAppClass(String name) {
		Class<?> type = find(name);
		int dot = name.lastIndexOf('.');
		if (type == null && dot > 0) {
			type = find(name.substring(0, dot));
		}
		return type != null && Restarts.isAppType(type);
	}

	private @Nullable Class<?> find(String name) {
		try {
			return Class.forName(name, false, this.classLoader);
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return null;
		}
	}

	private static String message(Throwable error) {
		String message = error.getMessage();
		return (message != null) ? message : "";
	}

}
