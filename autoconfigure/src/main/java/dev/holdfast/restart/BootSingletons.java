package dev.holdfast.restart;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationShutdownHandlers;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * What Spring Boot and Netty create once in a JVM and keep, together with the class
 * loader of the generation that happened to come first. Created before it comes, on
 * behalf of nobody.
 */
final class BootSingletons {

	private static final String REGISTER_LOGGING_SHUTDOWN = "logging.register-shutdown-hook";

	private static final String NETTY = "io.netty.util.internal.PlatformDependent";

	private static final AtomicBoolean LOGGING_SHUTDOWN_REGISTERED = new AtomicBoolean();

	private BootSingletons() {
	}

	/**
	 * Create the converters of the binder, and the JVM's shutdown hook if the application
	 * wants one. Initialize Netty, which keeps exceptions with the stack of whoever uses
	 * it first.
	 */
	static void create() {
		BaseThreads.call("holdfast-boot-singletons", () -> {
			initialize(NETTY);
			SpringApplicationShutdownHandlers handlers = SpringApplication.getShutdownHandlers();
			Runnable nothing = () -> {
			};
			handlers.add(nothing);
			handlers.remove(nothing);
			// The editors come with the first conversion
			return new Binder(new MapConfigurationPropertySource(Map.of("number", "1"))).bind("number", Integer.class);
		});
	}

	private static void initialize(String type) {
		try {
			Class.forName(type, true, BootSingletons.class.getClassLoader());
		}
		catch (ClassNotFoundException | LinkageError ex) {
			// Then the application does not use it either
		}
	}

	/**
	 * Register the shutdown of the logging system instead of Boot, which registers that
	 * of the first generation.
	 * @param environment the environment of a generation
	 */
	static void registerLoggingShutdown(ConfigurableEnvironment environment) {
		if (!environment.getProperty(REGISTER_LOGGING_SHUTDOWN, Boolean.class, true)) {
			return;
		}
		environment.getPropertySources()
			.addFirst(new MapPropertySource("holdfast", Map.of(REGISTER_LOGGING_SHUTDOWN, false)));
		if (LOGGING_SHUTDOWN_REGISTERED.compareAndSet(false, true)) {
			Runnable shutdown = LoggingSystem.get(BootSingletons.class.getClassLoader()).getShutdownHandler();
			if (shutdown != null) {
				SpringApplication.getShutdownHandlers().add(shutdown);
			}
		}
	}

}
