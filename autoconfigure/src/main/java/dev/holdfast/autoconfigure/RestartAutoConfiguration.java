package dev.holdfast.autoconfigure;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.holdfast.restart.Generations;
import dev.holdfast.restart.Restarts;
import dev.holdfast.restart.leak.LeakGuard;
import dev.holdfast.state.RestartState;
import dev.holdfast.state.StateSettings;
import dev.holdfast.state.SurvivalReports;
import dev.holdfast.state.SurvivingState;
import dev.holdfast.state.storage.StateCodec;
import dev.holdfast.state.storage.StateStorage;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for generations and restart state:
 * what outlives restarts in development, and the same as plain as can be everywhere else.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@EnableConfigurationProperties({ HoldfastProperties.class, RestartStateProperties.class })
public final class RestartAutoConfiguration {

	private static final Log logger = LogFactory.getLog(RestartAutoConfiguration.class);

	@Bean
	@ConditionalOnMissingBean
	Generations generations(HoldfastProperties properties) {
		return properties.isEnabled() ? Restarts.generationsOfContext() : Generations.single();
	}

	@Bean
	@ConditionalOnMissingBean
	RestartState restartState(HoldfastProperties properties, RestartStateProperties stateProperties,
			ListableBeanFactory beanFactory, ObjectProvider<StateStorage> storage, ObjectProvider<StateCodec> codec) {
		RestartState local = localState(properties, stateProperties, beanFactory);
		return (stateProperties.getStorage() == StateStorageType.REDIS) ? RestartState.shared(local,
				MissingRedisException.required(storage, "holdfast.state.storage"), codec.getObject()) : local;
	}

	private static RestartState localState(HoldfastProperties properties, RestartStateProperties stateProperties,
			ListableBeanFactory beanFactory) {
		StateSettings settings = settings(stateProperties);
		if (properties.isEnabled() && Restarts.areActive()) {
			SurvivingState state = SurvivingState.get();
			state.use(settings);
			state.store(ConfiguredStateFile.of(stateProperties, beanFactory));
			return state.current();
		}
		if (stateProperties.getStorage() == StateStorageType.FILE) {
			logger.warn("holdfast.state.storage=file is for development. Here state is kept in memory, "
					+ "and ends with this application");
		}
		return RestartState.create(settings.historySize());
	}

	private static StateSettings settings(RestartStateProperties properties) {
		int historySize = PropertyChecks.atLeast(0, "holdfast.state.history-size", properties.getHistorySize());
		Integer discardAfter = properties.getDiscardOrphansAfter();
		return new StateSettings(historySize, (discardAfter != null)
				? PropertyChecks.atLeast(1, "holdfast.state.discard-orphans-after", discardAfter) : null);
	}

	@Bean
	@ConditionalOnRestarts
	SmartInitializingSingleton restartLeakCheck(HoldfastProperties properties, RestartStateProperties stateProperties) {
		return () -> LeakGuard.enable(properties.isEnabled() && stateProperties.isLeakCheck());
	}

	/**
	 * What there is to tell of restarts.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnRestarts
	@ConditionalOnBooleanProperty(name = "holdfast.enabled", matchIfMissing = true)
	static class SurvivalConfiguration {

		@Bean
		@ConditionalOnMissingBean
		SurvivalReports survivalReports() {
			return SurvivingState.get().reports();
		}

		@Bean
		SurvivalReporter survivalReporter() {
			return new SurvivalReporter(SurvivingState.get(), Restarts.generations());
		}

	}

}
