package dev.holdfast.autoconfigure;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.holdfast.cache.RestartCaches;
import dev.holdfast.client.ClientEvents;
import dev.holdfast.ratelimit.RateLimiters;
import dev.holdfast.reload.ReloadDecidedEvent;
import dev.holdfast.reload.RouteReach;
import dev.holdfast.restart.Restarts;
import dev.holdfast.server.ServerEndpoint;
import dev.holdfast.server.SurvivingServers;
import dev.holdfast.session.SurvivingSessions;
import dev.holdfast.state.RestartState;
import dev.holdfast.state.SurvivalReports;
import dev.holdfast.status.RestartHistory;
import dev.holdfast.status.Status;
import dev.holdfast.status.StatusActuatorEndpoint;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the status of the application,
 * in development.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { ClientAutoConfiguration.class, RateLimitAutoConfiguration.class })
@ConditionalOnRestarts
@ConditionalOnBean(SurvivingServers.class)
@ConditionalOnBooleanProperty(name = { "holdfast.enabled", "holdfast.status.enabled" }, matchIfMissing = true)
@EnableConfigurationProperties(StatusProperties.class)
public final class StatusAutoConfiguration {

	@Bean
	RestartHistory holdfastRestartHistory() {
		return RestartHistory.get();
	}

	@Bean
	ApplicationListener<ReloadDecidedEvent> holdfastRestartHistoryListener(RestartHistory restartHistory) {
		return new ReloadDecisionRecorder(restartHistory);
	}

	@Bean(destroyMethod = "retire")
	Status holdfastStatus(RestartHistory history, SurvivingServers servers, ListableBeanFactory beans) {
		StatusSections sections = new StatusSections();
		sections.history(history);
		sections.requests(servers);
		beans.getBeanProvider(ClientEvents.class).ifAvailable(sections::clients);
		beans.getBeanProvider(SurvivalReports.class).ifAvailable(sections::reports);
		beans.getBeanProvider(RestartState.class).ifUnique(sections::state);
		beans.getBeanProvider(RestartCaches.class).ifUnique(sections::caches);
		beans.getBeanProvider(RateLimiters.class).ifUnique(sections::limiters);
		beans.getBeanProvider(RouteReach.class).ifAvailable(sections::routes);
		Restarts.findSurvivor(SurvivingSessions.class).ifPresent(sections::sessions);
		sections.leaks();
		return sections.status();
	}

	@Bean
	ServerEndpoint holdfastStatusEndpoint(Status holdfastStatus) {
		return new StatusEndpoint(holdfastStatus);
	}

	@Bean
	ServerEndpoint holdfastRestartEndpoint() {
		return ActionEndpoint.restart(Restarts.generations());
	}

	@Bean(destroyMethod = "retire")
	@ConditionalOnSingleCandidate(RestartState.class)
	ServerEndpoint holdfastDiscardStateEndpoint(RestartState state) {
		return ActionEndpoint.discardState(state);
	}

	@Bean
	ServerEndpoint holdfastStatusPageEndpoint() {
		return ResourceEndpoint.of("/_holdfast", "text/html", "status.html", Status.class);
	}

	@Bean
	ServerEndpoint holdfastStatusScriptEndpoint() {
		return ResourceEndpoint.of("/_holdfast/status.js", "text/javascript", "status.js", Status.class);
	}

	@Bean
	ServerEndpoint holdfastStatusGraphEndpoint() {
		return ResourceEndpoint.of("/_holdfast/graph.js", "text/javascript", "graph.js", Status.class);
	}

	@Bean
	ServerEndpoint holdfastStatusStyleEndpoint() {
		return ResourceEndpoint.of("/_holdfast/status.css", "text/css", "status.css", Status.class);
	}

	/**
	 * The same for Actuator.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Endpoint.class)
	static class ActuatorConfiguration {

		@Bean
		StatusActuatorEndpoint holdfastStatusActuatorEndpoint(Status holdfastStatus) {
			return new StatusActuatorEndpoint(holdfastStatus);
		}

	}

}
