package dev.holdfast.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.holdfast.cache.CacheDefinitionException;

/**
 * Explains a start that failed because of the definition of a cache.
 */
final class CacheDefinitionFailureAnalyzer extends AbstractFailureAnalyzer<CacheDefinitionException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, CacheDefinitionException cause) {
		return new FailureAnalysis(cause.getProblem(), cause.getAction(), cause);
	}

}
