package dev.holdfast.autoconfigure;

import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;

import dev.holdfast.restart.Generations;
import dev.holdfast.state.SurvivalReport;
import dev.holdfast.state.SurvivalReportEvent;
import dev.holdfast.state.SurvivingState;

/**
 * Tells restart state that its generation has gone live, and the application what came of
 * the restart.
 */
final class SurvivalReporter implements ApplicationListener<ApplicationStartedEvent> {

	private final SurvivingState state;

	private final Generations generations;

	SurvivalReporter(SurvivingState state, Generations generations) {
		this.state = state;
		this.generations = generations;
	}

	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

	@Override
	public void onApplicationEvent(ApplicationStartedEvent event) {
		// An application within the application starts, too
		if (this.generations.current().isLive()) {
			SurvivalReport report = this.state.live();
			if (report != null) {
				event.getApplicationContext().publishEvent(new SurvivalReportEvent(report));
			}
		}
	}

}
