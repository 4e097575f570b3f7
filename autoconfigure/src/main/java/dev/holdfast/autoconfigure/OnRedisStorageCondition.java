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

	private static final List<String> FEATURES = List.of("holdfast.state", "holdfast.cache", "holdfast.rate-limit");

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Storage in Redis");
		Environment environment = context.getEnvironment();
		for (String feature : FEATURES) {
			String property = feature + ".storage";
			boolean enabled = environment.getProperty(feature + ".enabled", Boolean.class, true);
			if (enabled && "redis".equalsIgnoreCase(environment.getProperty(property))) {
				return ConditionOutcome.match(message.because(property + " is redis"));
			}
		}
		return ConditionOutcome.noMatch(message.because("no property asks for it"));
	}

}
