package dev.holdfast.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.holdfast.HoldfastException;

/**
 * Explains a start that ended with an exception of ours.
 */
final class HoldfastFailureAnalyzer extends AbstractFailureAnalyzer<HoldfastException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, HoldfastException cause) {
		return new FailureAnalysis(cause.getProblem(), cause.getAction(), cause);
	}

}
