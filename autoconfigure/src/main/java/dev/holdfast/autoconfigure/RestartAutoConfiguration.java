package dev.holdfast.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import dev.holdfast.restart.Generations;
import dev.holdfast.restart.Restarts;
import dev.holdfast.state.RestartState;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for generations and restart state:
 * what outlives restarts in development, and the same as plain as can be everywhere else.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@EnableConfigurationProperties(HoldfastProperties.class)
public final class RestartAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Generations generations(HoldfastProperties properties) {
		return properties.isEnabled() ? Restarts.generationsOfContext() : Generations.single();
	}

	@Bean
	@ConditionalOnMissingBean
	RestartState restartState(HoldfastProperties properties) {
		if (properties.isEnabled() && Restarts.areActive()) {
			return Restarts.survivor(RestartState.class, () -> RestartState.create(Restarts::isAppType));
		}
		return RestartState.create();
	}

}
