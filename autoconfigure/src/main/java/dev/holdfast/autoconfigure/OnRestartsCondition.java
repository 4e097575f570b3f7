package dev.holdfast.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

import dev.holdfast.restart.Restarts;

/**
 * Decides {@link ConditionalOnRestarts}.
 */
final class OnRestartsCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnRestarts.class);
		if (!Restarts.areActive()) {
			return ConditionOutcome.noMatch(message.because("DevTools does not restart this application"));
		}
		return ConditionOutcome.match(message.because("DevTools restarts this application"));
	}

}
