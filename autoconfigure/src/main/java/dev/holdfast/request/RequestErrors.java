package dev.holdfast.request;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Hooks;

/**
 * What is said about request state that cannot be used.
 */
final class RequestErrors {

	private RequestErrors() {
	}

	static NoCurrentRequestException noCurrentRequest(String name, @Nullable ActiveRequest foreign) {
		String thread = Thread.currentThread().getName();
		if (foreign != null) {
			return new NoCurrentRequestException(name,
					"'" + name + "' was used on thread '" + thread + "' in " + foreign
							+ ", which another application of this JVM handles.",
					"Use it in requests of its own application only.");
		}
		return new NoCurrentRequestException(name,
				"'" + name + "' was used on thread '" + thread + "', where no request is current.", cures());
	}

	private static String cures() {
		String propagation = Hooks.isAutomaticContextPropagationEnabled() ? ""
				: " Automatic context propagation is off, so no thread knows its request: set "
						+ "spring.reactor.context-propagation=auto, or use mono() and setMono().";
		return "Usual causes: (1) it runs outside of any request, as at startup, in a scheduled task or in a test: "
				+ "pass it what it needs, and in tests use TestRequests; (2) a thread was left that context propagation "
				+ "does not know, as by CompletableFuture or an executor: wrap the executor with RequestTasks, and let "
				+ "@Async have spring.task.execution.propagate-context=true; (3) something was subscribed to on its own, by subscribe(), or "
				+ "is shared by several requests, such as a Sinks or a cache(): make it part of what the request returns, "
				+ "and ask in the part that each request subscribes to." + propagation;
	}

	static RequestEndedException ended(String name, ActiveRequest active) {
		return new RequestEndedException(name, "'" + name + "' belongs to " + active + ", which is over, on thread '"
				+ Thread.currentThread().getName() + "'.");
	}

	static MissingRequestValueException noExchange(String name, ActiveRequest active) {
		return new MissingRequestValueException(name,
				"'" + name + "' needs the exchange of " + active + ", which has not reached the WebFilters yet.",
				"Use it in a WebFilter or later. In a test, give TestRequests an exchange.");
	}

	static MissingRequestValueException noValue(String name, Class<?> type, ActiveRequest active) {
		return new MissingRequestValueException(name,
				"Request state '" + name + "' (" + type.getName() + ") has no value in " + active + ".",
				"Call set(...) before, as in a WebFilter that runs earlier, or define it with an initializer: "
						+ "createdBy(...) or createdFrom(...).");
	}

	static MissingRequestValueException needsItself(String name) {
		return new MissingRequestValueException(name,
				"The initializer of '" + name + "' needs '" + name + "' itself, directly or through another one.",
				"Take one of these uses, of which the stack trace shows one, out of its initializer.");
	}

	static MissingRequestValueException madeNothing(String name) {
		return new MissingRequestValueException(name, "The initializer of '" + name + "' returned null.",
				"Return a value, or define it without initializer and use find().");
	}

}
