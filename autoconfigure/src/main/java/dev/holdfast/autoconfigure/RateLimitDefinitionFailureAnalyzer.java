package dev.holdfast.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.holdfast.ratelimit.RateLimitDefinitionException;

/**
 * Explains a start that failed because of the definition of a rate limiter.
 */
final class RateLimitDefinitionFailureAnalyzer extends AbstractFailureAnalyzer<RateLimitDefinitionException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, RateLimitDefinitionException cause) {
		return new FailureAnalysis(cause.getProblem(), cause.getAction(), cause);
	}

}
