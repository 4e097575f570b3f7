package dev.holdfast.restart;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/**
 * Keeps Boot's analysis of a failed start with the generation that failed.
 */
final class FailureAnalysisRecorder implements FailureAnalysisReporter {

	@Override
	public void report(FailureAnalysis analysis) {
		if (Restarts.areActive()) {
			Restarts.restartingGenerations().analyzed(analysis.getDescription(), analysis.getAction());
		}
	}

}
