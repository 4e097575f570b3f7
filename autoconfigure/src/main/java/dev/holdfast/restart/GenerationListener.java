package dev.holdfast.restart;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;

/**
 * Turns the events of Spring Boot and DevTools into phases of generations. Comes after
 * DevTools' own listener, which initializes the restarter, and after the one that
 * completes the environment, but before that of the logging system.
 */
final class GenerationListener implements ApplicationListener<ApplicationEvent>, Ordered {

	private static final Log logger = LogFactory.getLog(GenerationListener.class);

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE + 11;
	}

	@Override
	public boolean supportsAsyncExecution() {
		// What an event means depends on the thread that publishes it
		return false;
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (!DevTools.isRestarting()) {
			return;
		}
		if (Restarts.isWithinReach()) {
			if (event instanceof ApplicationStartingEvent) {
				logger.warn("DevTools restarts Holdfast's own classes with the application, so nothing can survive: "
						+ "they are in a directory on the class path, not in a jar. Exclude the directory by a pattern "
						+ "under 'restart.exclude.' in META-INF/spring-devtools.properties");
			}
			return;
		}
		RestartingGenerations generations = Restarts.restartingGenerations();
		if (event instanceof ApplicationStartingEvent startingEvent) {
			onStarting(generations, startingEvent.getSpringApplication());
		}
		else if (event instanceof ApplicationEnvironmentPreparedEvent preparedEvent) {
			BootSingletons.registerLoggingShutdown(preparedEvent.getEnvironment());
		}
		else if (event instanceof ApplicationStartedEvent startedEvent) {
			generations.live(startedEvent.getSpringApplication().getClassLoader());
		}
		else if (event instanceof ApplicationFailedEvent failedEvent) {
			onFailed(generations, failedEvent);
		}
		else if (event instanceof ContextClosedEvent && DevTools.isRestartThread()) {
			generations.retiring();
		}
		else if (DevTools.isRestartingChange(event)) {
			generations.activity();
		}
	}

	private void onFailed(RestartingGenerations generations, ApplicationFailedEvent event) {
		ClassLoader classLoader = event.getSpringApplication().getClassLoader();
		if (generations.current().generation().isLoadedBy(classLoader)) {
			generations.failed(classLoader,
					StartFailureAnalysis.explain(event.getException(), classLoader, event.getApplicationContext()));
		}
	}

	private void onStarting(RestartingGenerations generations, SpringApplication application) {
		ClassLoader classLoader = application.getClassLoader();
		Generation retired = generations.current().generation();
		// Held until its listeners have been called
		ClassLoader retiredLoader = retired.classLoader();
		if (!DevTools.isRestartClassLoader(classLoader) || !generations.starting(classLoader)) {
			return;
		}
		Restarts.mainClass(application.getMainApplicationClass());
		if (generations.current().number() == 1) {
			BootSingletons.create();
			ThreadContextLoaders.startReactorThreads(classLoader);
		}
		else {
			Retirement retirement = new Retirement(retired, generations.current().generation());
			Restarts.retirementListeners().retire(retirement, retiredLoader);
			ThreadContextLoaders.moveTo(classLoader);
		}
	}

}
