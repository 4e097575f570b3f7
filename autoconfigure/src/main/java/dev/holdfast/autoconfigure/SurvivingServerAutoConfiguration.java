package dev.holdfast.autoconfigure;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.reactor.netty.NettyRouteProvider;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.web.server.reactive.ReactiveWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import reactor.netty.http.server.HttpServer;

import dev.holdfast.access.AccessGate;
import dev.holdfast.access.AccessToken;
import dev.holdfast.retry.RetrySettings;
import dev.holdfast.server.ServerEndpoint;
import dev.holdfast.server.ServerSettings;
import dev.holdfast.server.SurvivingReactiveWebServerFactory;
import dev.holdfast.server.SurvivingServers;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the server that survives
 * restarts, in development. Comes before Boot's for Reactor Netty, and after that for
 * Jetty, which has precedence in Boot too.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = AccessAutoConfiguration.class,
		beforeName = "org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration",
		afterName = "org.springframework.boot.jetty.autoconfigure.reactive.JettyReactiveWebServerAutoConfiguration")
@ConditionalOnClass(ReactiveWebServerFactory.class)
@ConditionalOnWebApplication(type = Type.REACTIVE)
@ConditionalOnRestarts
@EnableConfigurationProperties(SurvivingServerProperties.class)
public final class SurvivingServerAutoConfiguration {

	private static final Log logger = LogFactory.getLog(SurvivingServerAutoConfiguration.class);

	/**
	 * The surviving server, which is one of Reactor Netty.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ NettyReactiveWebServerFactory.class, HttpServer.class })
	@ConditionalOnMissingBean(ReactiveWebServerFactory.class)
	@ConditionalOnBooleanProperty(name = { "holdfast.enabled", "holdfast.server.enabled" }, matchIfMissing = true)
	static class NettyConfiguration {

		@Bean
		SurvivingReactiveWebServerFactory survivingReactiveWebServerFactory(SurvivingServers survivingServers,
				ServerSettings survivingServerSettings, ObjectProvider<ServerEndpoint> endpoints,
				AccessToken accessToken, ObjectProvider<NettyRouteProvider> routes,
				ObjectProvider<NettyServerCustomizer> serverCustomizers) {
			SurvivingReactiveWebServerFactory serverFactory = new SurvivingReactiveWebServerFactory(survivingServers,
					survivingServerSettings, endpoints, accessToken);
			routes.orderedStream().forEach(serverFactory::addRouteProviders);
			serverFactory.getServerCustomizers().addAll(serverCustomizers.orderedStream().toList());
			return serverFactory;
		}

		@Bean
		SurvivingServers survivingServers() {
			return SurvivingServers.get();
		}

		@Bean
		ServerSettings survivingServerSettings(SurvivingServerProperties properties, AccessGate accessGate,
				ObjectProvider<RetrySettings> retry) {
			// Its filter is quicker than the server, and says more
			RetrySettings retrySettings = retry.getIfAvailable();
			Duration takeOverAfter = (retrySettings != null) ? retrySettings.maxWait().plus(retrySettings.quietPeriod())
					: Duration.ZERO;
			Set<String> retriedMethods = (retrySettings != null)
					? retrySettings.methods().stream().map(HttpMethod::name).collect(Collectors.toSet()) : Set.of();
			return new ServerSettings(
					PropertyChecks.notNegative("holdfast.server.park-timeout", properties.getParkTimeout()),
					PropertyChecks.atLeast(0, "holdfast.server.max-parked", properties.getMaxParked()),
					PropertyChecks.notNegative("holdfast.server.drain-timeout", properties.getDrainTimeout()),
					accessGate, takeOverAfter, retriedMethods);
		}

	}

	/**
	 * Meters, if there is a registry that binds them.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static class MeterConfiguration {

		@Bean
		MeterBinder parkedRequestsMeter(ObjectProvider<SurvivingServers> servers) {
			return (registry) -> servers
				.ifAvailable((parking) -> Gauge.builder("holdfast.server.parked", parking, SurvivingServers::getParked)
					.description("Requests that wait for a live generation")
					.register(registry));
		}

	}

	/**
	 * What is to say if another server is in use: the application's own, or one of
	 * another kind.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = { "holdfast.enabled", "holdfast.server.enabled" }, matchIfMissing = true)
	static class ReportConfiguration {

		@Bean
		SmartInitializingSingleton survivingServerReport(ObjectProvider<ReactiveWebServerFactory> serverFactories,
				ObjectProvider<ServerSettings> survivingServerSettings) {
			return () -> {
				if (survivingServerSettings.getIfAvailable() == null) {
					serverFactories.forEach((serverFactory) -> logger.info("The surviving server steps aside for "
							+ serverFactory.getClass().getName() + ", so the port closes during restarts"));
				}
			};
		}

	}

	/**
	 * Frees the port for another server, if an earlier generation had the surviving one.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ NettyReactiveWebServerFactory.class, HttpServer.class })
	static class ReleaseConfiguration {

		@Bean
		SmartInitializingSingleton survivingServerRelease(ObjectProvider<ServerSettings> survivingServerSettings) {
			return () -> {
				if (survivingServerSettings.getIfAvailable() == null) {
					SurvivingServers.release();
				}
			};
		}

	}

}
