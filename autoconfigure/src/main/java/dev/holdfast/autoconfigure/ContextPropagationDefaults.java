package dev.holdfast.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.StreamSupport;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.DefaultPropertiesPropertySource;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;

/**
 * Lets WebFlux applications find the current request on any thread, unless they say
 * otherwise: what they set anywhere wins, their own default properties included.
 */
final class ContextPropagationDefaults implements EnvironmentPostProcessor, Ordered {

	static final String REACTOR = "spring.reactor.context-propagation";

	static final String TASKS = "spring.task.execution.propagate-context";

	private static final Map<String, Object> DEFAULTS = Map.of(REACTOR, "auto", TASKS, "true");

	private static final String LIBRARY = "io.micrometer.context.ContextRegistry";

	// Files must have been read, to see what the application sets
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (!ClassUtils.isPresent(LIBRARY, application.getClassLoader())
				|| applicationType(environment, application) != WebApplicationType.REACTIVE) {
			return;
		}
		Map<String, Object> defaults = new LinkedHashMap<>(DEFAULTS);
		defaults.keySet().removeIf((name) -> isSet(environment, name));
		// Not a source of its own: Spring Boot moves the default properties of the
		// application behind all others, where they would lose against it
		DefaultPropertiesPropertySource.addOrMerge(defaults, environment.getPropertySources());
	}

	// The application learns of the property only after this
	private static WebApplicationType applicationType(ConfigurableEnvironment environment,
			SpringApplication application) {
		WebApplicationType type = application.getWebApplicationType();
		return Binder.get(environment)
			.bind("spring.main.web-application-type", WebApplicationType.class)
			.orElseGet(() -> (type != null) ? type : WebApplicationType.NONE);
	}

	private static boolean isSet(ConfigurableEnvironment environment, String name) {
		ConfigurationPropertyName property = ConfigurationPropertyName.of(name);
		return StreamSupport
			.stream(ConfigurationPropertySources.from(environment.getPropertySources()).spliterator(), false)
			.anyMatch((source) -> source.getConfigurationProperty(property) != null);
	}

}
