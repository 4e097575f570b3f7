package dev.holdfast.autoconfigure;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import org.springframework.web.server.session.DefaultWebSessionManager;
import org.springframework.web.server.session.WebSessionManager;

import dev.holdfast.session.SurvivingSessions;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for web sessions that survive
 * restarts, in development.
 *
 * @since 0.1.0
 */
@AutoConfiguration(afterName = "org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration")
@ConditionalOnClass(WebSessionManager.class)
@ConditionalOnWebApplication(type = Type.REACTIVE)
@ConditionalOnRestarts
@ConditionalOnBooleanProperty(name = { "holdfast.enabled", "holdfast.session.enabled" }, matchIfMissing = true)
@EnableConfigurationProperties(SessionProperties.class)
public final class SurvivingSessionsAutoConfiguration {

	@Bean
	SurvivingSessions survivingSessions() {
		return SurvivingSessions.get();
	}

	@Bean
	static SurvivingSessionsPostProcessor survivingSessionsPostProcessor(ConfigurableListableBeanFactory beanFactory) {
		return new SurvivingSessionsPostProcessor(SurvivingSessions.get(), beanFactory);
	}

	@Bean(WebHttpHandlerBuilder.WEB_SESSION_MANAGER_BEAN_NAME)
	@ConditionalOnBean(name = WebHttpHandlerBuilder.WEB_HANDLER_BEAN_NAME)
	@ConditionalOnMissingBean(name = WebHttpHandlerBuilder.WEB_SESSION_MANAGER_BEAN_NAME)
	DefaultWebSessionManager webSessionManager() {
		// Without Boot's bean, as with @EnableWebFlux, WebFlux has one out of reach
		return new DefaultWebSessionManager();
	}

}
