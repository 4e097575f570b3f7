package dev.holdfast.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.holdfast.state.RestartStateException;

/**
 * Explains a start that failed because of restart state.
 */
final class RestartStateFailureAnalyzer extends AbstractFailureAnalyzer<RestartStateException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, RestartStateException cause) {
		return new FailureAnalysis(cause.getProblem(), cause.getAction(), cause);
	}

}
