package dev.holdfast.autoconfigure;

import org.springframework.aot.AotDetector;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

import dev.holdfast.reload.ReloadGate;
import dev.holdfast.restart.Restarts;

/**
 * Has it recorded what the application runs, to be able to replace its code in place, as
 * soon as it can be known that this is wanted. Comes after the listeners that complete
 * the environment and that begin to log.
 */
final class RecordingListener implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

	// What Spring Cloud calls it, in a context that reads settings before the
	// application's
	private static final String BOOTSTRAP = "bootstrap";

	@Override
	public int getOrder() {
		return LoggingApplicationListener.DEFAULT_ORDER + 1;
	}

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		if (isOfApplication(event.getEnvironment()) && Restarts.areActive()
				&& Restarts.isAppLoader(event.getSpringApplication().getClassLoader())) {
			ReloadGate.get().record(isWanted(event.getEnvironment()));
		}
	}

	static boolean isOfApplication(ConfigurableEnvironment environment) {
		return !environment.getPropertySources().contains(BOOTSTRAP);
	}

	private static boolean isWanted(Environment environment) {
		return isOn(environment, "holdfast.enabled") && isOn(environment, "holdfast.reload.enabled")
				&& isOn(environment, "holdfast.reload.redefine") && isOn(environment, "holdfast.reload.graph.enabled")
				&& isOn(environment, "spring.devtools.restart.enabled") && !AotDetector.useGeneratedArtifacts()
				&& !Restarts.control().isAgentActive();
	}

	private static boolean isOn(Environment environment, String property) {
		return environment.getProperty(property, Boolean.class, true);
	}

}
