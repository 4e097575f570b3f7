package dev.holdfast.state;

import org.springframework.context.ApplicationEvent;

/**
 * Published in the application context of a generation that goes live after a restart.
 *
 * @since 0.1.0
 */
public final class SurvivalReportEvent extends ApplicationEvent {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an event.
	 * @param report the survival report
	 */
	public SurvivalReportEvent(SurvivalReport report) {
		super(report);
	}

	/**
	 * Return the survival report.
	 * @return the report
	 */
	public SurvivalReport getReport() {
		return (SurvivalReport) getSource();
	}

}
