package dev.holdfast.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.holdfast.request.RequestStateException;

/**
 * Explains a start that failed for a request state: one that cannot be defined as it is,
 * or one that was used though no request was there.
 */
final class RequestStateFailureAnalyzer extends AbstractFailureAnalyzer<RequestStateException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, RequestStateException cause) {
		return new FailureAnalysis(cause.getProblem(), cause.getAction(), cause);
	}

}
