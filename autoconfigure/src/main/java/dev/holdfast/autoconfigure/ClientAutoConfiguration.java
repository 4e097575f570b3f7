package dev.holdfast.autoconfigure;

import java.util.Map;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import dev.holdfast.access.AccessToken;
import dev.holdfast.client.ClientEvents;
import dev.holdfast.server.ServerEndpoint;
import dev.holdfast.server.SurvivingServers;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for what browsers are told, in
 * development, by the server that survives restarts.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = SurvivingServerAutoConfiguration.class)
@ConditionalOnRestarts
@ConditionalOnBean(SurvivingServers.class)
@ConditionalOnBooleanProperty(name = { "holdfast.enabled", "holdfast.client.enabled" }, matchIfMissing = true)
@EnableConfigurationProperties(ClientProperties.class)
public final class ClientAutoConfiguration {

	@Bean
	ClientEvents holdfastClientEvents(AccessToken accessToken) {
		ClientEvents events = ClientEvents.get();
		events.greet(Map.of("token", accessToken.value()));
		return events;
	}

	@Bean
	ServerEndpoint holdfastClientEventsEndpoint(ClientEvents clientEvents) {
		return new ClientEventsEndpoint(clientEvents);
	}

	@Bean
	ClientEventPublisher holdfastClientEventPublisher(ClientEvents clientEvents) {
		return new ClientEventPublisher(clientEvents);
	}

	@Bean
	SurvivalReportPublisher holdfastSurvivalReportPublisher(ClientEvents clientEvents) {
		return new SurvivalReportPublisher(clientEvents);
	}

}
