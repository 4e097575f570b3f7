package dev.holdfast.sample.harness;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Prints what the applications of a test have logged last, if the test fails.
 */
public final class ForkedApplicationLogs implements BeforeEachCallback, TestExecutionExceptionHandler {

	// Each test has a thread of its own, on which it starts its applications
	private static final ThreadLocal<List<ProcessLog>> logs = ThreadLocal.withInitial(ArrayList::new);

	static void register(ProcessLog log) {
		logs.get().add(log);
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		logs.get().clear();
	}

	@Override
	public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
		for (ProcessLog log : logs.get()) {
			System.err.println("Log of the application in " + context.getDisplayName() + ":\n" + log.tail());
		}
		throw failure;
	}

}
