package dev.holdfast.test.app;

import java.net.URL;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.boot.devtools.restart.classloader.RestartClassLoader;

import dev.holdfast.test.RestarterExtension;

/**
 * A small application that DevTools really restarts: only this class is reloaded.
 */
public final class RestartedApplication {

	private RestartedApplication() {
	}

	/**
	 * Run the application if this class belongs to a generation, and prepare DevTools for
	 * its first restart otherwise.
	 * @param args the arguments
	 */
	public static void main(String[] args) {
		if (RestartedApplication.class.getClassLoader() instanceof RestartClassLoader) {
			SpringApplication application = new SpringApplication(RestartedApplication.class);
			application.setWebApplicationType(WebApplicationType.NONE);
			application.setRegisterShutdownHook(false);
			application.setDefaultProperties(Map.of("spring.main.banner-mode", "off"));
			application.addInitializers(RestarterExtension::started);
			application.run(args);
		}
		else {
			Restarter.initialize(args, false, (thread) -> new URL[0], false);
		}
	}

}
