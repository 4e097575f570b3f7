package dev.holdfast.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import dev.holdfast.access.AccessGate;
import dev.holdfast.access.AccessToken;
import dev.holdfast.restart.Restarts;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the gate in front of all that
 * shows details of the application, in development.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnRestarts
@ConditionalOnBooleanProperty(name = "holdfast.enabled", matchIfMissing = true)
@EnableConfigurationProperties(AccessProperties.class)
public final class AccessAutoConfiguration {

	@Bean
	AccessGate holdfastAccessGate(AccessProperties properties) {
		return PropertyChecks.explained("holdfast.access.allowed-hosts", properties.getAllowedHosts(),
				() -> new AccessGate(properties.isAllowRemote(), properties.getAllowedHosts()));
	}

	@Bean
	AccessToken holdfastAccessToken() {
		return Restarts.survivor(AccessToken.class, AccessToken::random);
	}

}
