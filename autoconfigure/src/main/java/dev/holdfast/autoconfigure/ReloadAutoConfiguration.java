package dev.holdfast.autoconfigure;

import java.io.File;
import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.devtools.autoconfigure.DevToolsProperties;
import org.springframework.boot.devtools.autoconfigure.LocalDevToolsAutoConfiguration;
import org.springframework.boot.devtools.classpath.ClassPathRestartStrategy;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

import dev.holdfast.reload.ReloadGate;
import dev.holdfast.reload.ReloadSettings;
import dev.holdfast.reload.ReloadStrategy;
import dev.holdfast.reload.RunningApplication;
import dev.holdfast.restart.Restarts;
import dev.holdfast.server.SurvivingServers;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the gate that sees changes of
 * the application's files, in development.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = LocalDevToolsAutoConfiguration.class, after = SurvivingServerAutoConfiguration.class)
@ConditionalOnRestarts
public final class ReloadAutoConfiguration {

	/**
	 * Triggers restarts in place of DevTools, unless the application has a say of its own
	 * in that.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(
			name = { "holdfast.enabled", "holdfast.reload.enabled", "spring.devtools.restart.enabled" },
			matchIfMissing = true)
	@ConditionalOnMissingBean(ClassPathRestartStrategy.class)
	@EnableConfigurationProperties({ ReloadProperties.class, DevToolsProperties.class })
	static class GateConfiguration {

		@Bean
		ClassPathRestartStrategy reloadClassPathRestartStrategy() {
			boolean devToolsDecides = Restarts.control().isAgentActive();
			return (file) -> devToolsDecides;
		}

		@Bean
		ReloadSettings reloadSettings(ReloadProperties properties, DevToolsProperties devTools) {
			DevToolsProperties.Restart restart = devTools.getRestart();
			return new ReloadSettings(
					PropertyChecks.notNegative("holdfast.reload.quiet-period", properties.getQuietPeriod()),
					PropertyChecks.notNegative("holdfast.reload.bulk-quiet-period", properties.getBulkQuietPeriod()),
					PropertyChecks.notNegative("holdfast.reload.rebuild-timeout", properties.getRebuildTimeout()),
					PropertyChecks.positive("holdfast.reload.poll-interval", properties.getPollInterval()),
					List.of(restart.getAllExclude()),
					restart.getAdditionalPaths().stream().map(File::getAbsoluteFile).map(File::toPath).toList(),
					StringUtils.hasLength(restart.getTriggerFile()) ? restart.getTriggerFile() : null);
		}

		/**
		 * Lets the gate replace code in place.
		 */
		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(RequestMappingHandlerMapping.class)
		@ConditionalOnBooleanProperty(name = "holdfast.reload.redefine", matchIfMissing = true)
		@ConditionalOnBooleanProperty(name = "holdfast.reload.graph.enabled", matchIfMissing = true)
		static class RedefinitionConfiguration {

			@Bean
			static LateSingletonRecorder reloadLateSingletonRecorder(ConfigurableListableBeanFactory beans) {
				return new LateSingletonRecorder(beans);
			}

			@Bean
			RunningApplication reloadRunningApplication(ConfigurableListableBeanFactory beans,
					ReloadProperties properties) {
				int maxDepth = PropertyChecks.atLeast(0, "holdfast.reload.graph.max-depth",
						properties.getGraph().getMaxDepth());
				return new WebRunningApplication(beans, maxDepth);
			}

		}

	}

	/**
	 * Parks requests while what they would get is older than the files.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(SurvivingServers.class)
	static class ServerConfiguration {

		@Bean
		SmartInitializingSingleton reloadServerGuard(SurvivingServers servers) {
			return () -> {
				ReloadGate gate = ReloadGate.get();
				gate.whenFresh(servers::recheck);
				servers.guard(gate::isFresh);
			};
		}

	}

	/**
	 * Opens the gate, or closes one that an earlier generation has left open.
	 */
	@Configuration(proxyBeanMethods = false)
	static class OpeningConfiguration {

		@Bean
		ReloadGateOpening reloadGateOpening(ObjectProvider<ReloadSettings> settings,
				ObjectProvider<ReloadStrategy> strategies, ObjectProvider<RunningApplication> application,
				ApplicationContext context) {
			return new ReloadGateOpening(settings, strategies, application, context);
		}

	}

}
