package dev.holdfast.autoconfigure;

import java.util.List;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if anything is to be kept in Redis.
 */
final class OnRedisStorageCondition extends SpringBootCondition {

	private static final List<String> PROPERTIES = List.of("holdfast.state.storage", "holdfast.cache.storage",
			"holdfast.rate-limit.storage");

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Storage in Redis");
		Environment environment = context.getEnvironment();
		for (String property : PROPERTIES) {
			if ("redis".equalsIgnoreCase(environment.getProperty(property))) {
				return ConditionOutcome.match(message.because(property + " is redis"));
			}
		}
		return ConditionOutcome.noMatch(message.because("no property asks for it"));
	}

}
