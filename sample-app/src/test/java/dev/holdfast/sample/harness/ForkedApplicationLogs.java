package dev.holdfast.sample.harness;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Prints what the applications of a test have logged last, if the test fails.
 */
public final class ForkedApplicationLogs implements BeforeEachCallback, TestExecutionExceptionHandler {

	private static final List<ProcessLog> logs = new CopyOnWriteArrayList<>();

	static void register(ProcessLog log) {
		logs.add(log);
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		logs.clear();
	}

	@Override
	public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
		for (ProcessLog log : logs) {
			System.err.println("Log of the application in " + context.getDisplayName() + ":\n" + log.tail());
		}
		throw failure;
	}

}
