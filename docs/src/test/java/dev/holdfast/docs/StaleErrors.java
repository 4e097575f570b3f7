package dev.holdfast.docs;

import java.sql.SQLException;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import dev.holdfast.retry.StaleErrorClassifier;
import dev.holdfast.retry.StaleErrorClassifier.Verdict;

@Configuration(proxyBeanMethods = false)
class StaleErrors {

	// tag::classifier[]
	@Bean
	@Order(0)
	StaleErrorClassifier poolClosed() {
		return (failure) -> {
			boolean closed = failure.chain()
				.stream()
				.anyMatch((error) -> error instanceof SQLException && "pool is closed".equals(error.getMessage()));
			return closed ? Verdict.STALE : Verdict.UNDECIDED;
		};
	}
	// end::classifier[]

}
