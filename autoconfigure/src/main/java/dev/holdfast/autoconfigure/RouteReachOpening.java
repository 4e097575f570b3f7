package dev.holdfast.autoconfigure;

import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;

import dev.holdfast.reload.RouteReach;
import dev.holdfast.reload.RunningApplication;

/**
 * Lets it be known what is behind the routes of an application, for as long as it runs.
 */
final class RouteReachOpening implements ApplicationListener<ApplicationStartedEvent>, DisposableBean {

	private final RouteReach reach;

	private final RunningApplication application;

	private final ApplicationContext context;

	RouteReachOpening(RouteReach reach, RunningApplication application, ApplicationContext context) {
		this.reach = reach;
		this.application = application;
		this.context = context;
	}

	@Override
	public void onApplicationEvent(ApplicationStartedEvent event) {
		// What was generated ahead of time does not tell which code made a bean
		if (event.getApplicationContext() == this.context && !AotDetector.useGeneratedArtifacts()) {
			this.reach.use(this.application);
		}
	}

	@Override
	public void destroy() {
		this.reach.letGo();
	}

}
