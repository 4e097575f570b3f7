package dev.holdfast.reload.redefine;

import java.util.Set;

/**
 * What is known to be run for requests only. All else that a library may call is taken to
 * have run when the application started.
 */
final class AtRequests {

	private static final String WEB = "org.springframework.web.";

	private static final String MAPPINGS = WEB + "bind.annotation.";

	private static final Set<String> TYPES = Set.of("java.lang.Object", "java.lang.Record", "java.lang.Enum",
			"java.io.Serializable", "java.lang.AutoCloseable", "java.io.Closeable", "java.lang.Exception",
			"java.lang.RuntimeException", "java.lang.IllegalStateException", "java.lang.IllegalArgumentException",
			WEB + "server.WebFilter", WEB + "server.WebExceptionHandler", WEB + "reactive.socket.WebSocketHandler",
			WEB + "reactive.function.server.HandlerFunction", WEB + "reactive.function.server.HandlerFilterFunction");

	private static final Set<String> FUNCTIONS = Set.of(WEB + "reactive.function.server.HandlerFunction",
			WEB + "reactive.function.server.HandlerFilterFunction", WEB + "server.WebFilter",
			WEB + "server.WebExceptionHandler", WEB + "reactive.socket.WebSocketHandler");

	private static final Set<String> ON_TYPES = Set.of("java.lang.Deprecated", "java.lang.FunctionalInterface",
			"org.jspecify.annotations.NullMarked", "org.jspecify.annotations.NullUnmarked",
			"org.springframework.stereotype.Component", "org.springframework.stereotype.Controller",
			"org.springframework.stereotype.Repository", "org.springframework.stereotype.Service",
			"org.springframework.beans.factory.annotation.Qualifier", "org.springframework.context.annotation.Lazy",
			"org.springframework.context.annotation.Primary", "org.springframework.context.annotation.Profile",
			"org.springframework.core.annotation.Order", "org.springframework.transaction.annotation.Transactional",
			"org.springframework.validation.annotation.Validated", MAPPINGS + "ControllerAdvice",
			MAPPINGS + "CrossOrigin", MAPPINGS + "RequestMapping", MAPPINGS + "ResponseBody",
			MAPPINGS + "ResponseStatus", MAPPINGS + "RestController", MAPPINGS + "RestControllerAdvice");

	private static final Set<String> ON_METHODS = Set.of("java.lang.Deprecated", "java.lang.SafeVarargs",
			"org.springframework.security.access.prepost.PreAuthorize",
			"org.springframework.transaction.annotation.Transactional", MAPPINGS + "CrossOrigin",
			MAPPINGS + "DeleteMapping", MAPPINGS + "ExceptionHandler", MAPPINGS + "GetMapping", MAPPINGS + "InitBinder",
			MAPPINGS + "ModelAttribute", MAPPINGS + "PatchMapping", MAPPINGS + "PostMapping", MAPPINGS + "PutMapping",
			MAPPINGS + "RequestMapping", MAPPINGS + "ResponseBody", MAPPINGS + "ResponseStatus");

	// Logs and collections call these whenever they like
	private static final Set<String> OF_OBJECT = Set.of("toString()Ljava/lang/String;", "hashCode()I",
			"equals(Ljava/lang/Object;)Z", "finalize()V", "main([Ljava/lang/String;)V", "main()V");

	private static final Set<String> NOT_LOOKING = Set.of("java.", "javax.", "jdk.", "org.apache.commons.logging.",
			"org.slf4j.", "org.springframework.boot.SpringApplication", "org.springframework.util.", "reactor.core.");

	private AtRequests() {
	}

	/**
	 * Return whether a library calls the methods of its type for requests only.
	 * @param type the name of a library's type
	 * @return whether it does
	 */
	static boolean isType(String type) {
		return TYPES.contains(type);
	}

	/**
	 * Return whether a lambda of a type runs for requests only, be it made at the start.
	 * @param type the name of a type
	 * @return whether it does
	 */
	static boolean isFunction(String type) {
		return FUNCTIONS.contains(type);
	}

	/**
	 * Return whether a library may look at the properties of any object that it gets.
	 * @param type the name of a library's type
	 * @return whether it is not known to leave them alone
	 */
	static boolean looksAtProperties(String type) {
		return NOT_LOOKING.stream().noneMatch(type::startsWith);
	}

	static boolean isOnTypes(String annotation) {
		return ON_TYPES.contains(annotation);
	}

	static boolean isMethod(CodeOfMethod method) {
		return !OF_OBJECT.contains(method.key()) && ON_METHODS.containsAll(method.annotations());
	}

}
