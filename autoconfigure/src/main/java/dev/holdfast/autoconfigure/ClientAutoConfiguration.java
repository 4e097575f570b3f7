package dev.holdfast.autoconfigure;

import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

import dev.holdfast.access.AccessToken;
import dev.holdfast.cache.RestartCaches;
import dev.holdfast.client.ClientEvents;
import dev.holdfast.client.InjectionDecorator;
import dev.holdfast.client.InjectionSettings;
import dev.holdfast.reload.RouteReach;
import dev.holdfast.server.ServerEndpoint;
import dev.holdfast.server.SurvivingServers;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for what browsers are told, in
 * development, by the server that survives restarts.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { SurvivingServerAutoConfiguration.class, RestartCacheAutoConfiguration.class })
@ConditionalOnRestarts
@ConditionalOnBean(SurvivingServers.class)
@ConditionalOnBooleanProperty(name = { "holdfast.enabled", "holdfast.client.enabled" }, matchIfMissing = true)
@EnableConfigurationProperties(ClientProperties.class)
public final class ClientAutoConfiguration {

	@Bean
	ClientEvents holdfastClientEvents(AccessToken accessToken, ClientProperties properties, Environment environment) {
		ClientEvents events = ClientEvents.get();
		Map<String, Object> settings = Map.of("reload", properties.isReload(), "overlay", properties.isOverlay(),
				"notifications", properties.isNotifications(), "console", properties.isConsole(), "basePath",
				environment.getProperty("spring.webflux.base-path", ""));
		events.greet(Map.of("token", accessToken.value(), "settings", settings));
		return events;
	}

	@Bean
	ServerEndpoint holdfastClientEventsEndpoint(ClientEvents clientEvents) {
		return new ClientEventsEndpoint(clientEvents);
	}

	@Bean
	ServerEndpoint holdfastClientScriptEndpoint() {
		return ResourceEndpoint.of("/_holdfast/client.js", "text/javascript", "client.js", ClientEvents.class);
	}

	@Bean
	ServerEndpoint holdfastClientPanelEndpoint() {
		return ResourceEndpoint.of("/_holdfast/panel.js", "text/javascript", "panel.js", ClientEvents.class);
	}

	@Bean
	ServerEndpoint holdfastClientReloadEndpoint() {
		return ResourceEndpoint.of("/_holdfast/reload.js", "text/javascript", "reload.js", ClientEvents.class);
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "holdfast.client.inject", matchIfMissing = true)
	InjectionDecorator holdfastInjectionDecorator(ClientProperties properties) {
		return new InjectionDecorator(new InjectionSettings(properties.getInjectExclude()));
	}

	@Bean
	ClientEventPublisher holdfastClientEventPublisher(ClientEvents clientEvents, ObjectProvider<RouteReach> reach) {
		return new ClientEventPublisher(clientEvents, reach.getIfAvailable());
	}

	@Bean
	SurvivalReportPublisher holdfastSurvivalReportPublisher(ClientEvents clientEvents) {
		return new SurvivalReportPublisher(clientEvents);
	}

	/**
	 * What is behind the routes, so that other pages can be left alone.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(RequestMappingHandlerMapping.class)
	@ConditionalOnBooleanProperty(name = { "holdfast.reload.enabled", "holdfast.reload.graph.enabled" },
			matchIfMissing = true)
	@EnableConfigurationProperties(ReloadProperties.class)
	static class RoutesConfiguration {

		@Bean
		RouteReach holdfastRouteReach() {
			return RouteReach.get();
		}

		@Bean
		RouteReachOpening holdfastRouteReachOpening(RouteReach reach, ConfigurableListableBeanFactory beans,
				ReloadProperties properties, ApplicationContext context) {
			int maxDepth = PropertyChecks.atLeast(0, "holdfast.reload.graph.max-depth",
					properties.getGraph().getMaxDepth());
			return new RouteReachOpening(reach, new WebRunningApplication(beans, maxDepth), context);
		}

	}

	/**
	 * What can be done from the browser if there are caches.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnSingleCandidate(RestartCaches.class)
	static class CachesConfiguration {

		@Bean(destroyMethod = "retire")
		ServerEndpoint holdfastClearCachesEndpoint(RestartCaches caches) {
			return ActionEndpoint.clearCaches(caches);
		}

	}

}
