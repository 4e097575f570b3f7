package dev.holdfast.autoconfigure;

import java.time.Duration;

import io.micrometer.context.ContextRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

import dev.holdfast.request.RequestBeanRegistrar;
import dev.holdfast.request.RequestInfo;
import dev.holdfast.request.RequestScopes;
import dev.holdfast.request.RequestSettings;
import dev.holdfast.request.RequestStateFactory;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for request state, in development
 * and in production alike.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnClass({ ContextRegistry.class, DispatcherHandler.class })
@ConditionalOnWebApplication(type = Type.REACTIVE)
@EnableConfigurationProperties(RequestProperties.class)
public final class RequestStateAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RequestScopes requestScopes(RequestProperties properties, ResourceLoader resourceLoader) {
		Duration closeTimeout = PropertyChecks.positive("holdfast.request.close-timeout", properties.getCloseTimeout());
		return new RequestScopes(new RequestSettings(closeTimeout), resourceLoader.getClassLoader());
	}

	@Bean
	@ConditionalOnMissingBean
	RequestStateFactory requestStateFactory(RequestScopes scopes) {
		return scopes.states();
	}

	@Bean
	static RequestBeanRegistrar requestBeanRegistrar() {
		return new RequestBeanRegistrar();
	}

	@Bean
	@ConditionalOnMissingBean
	RequestInfo requestInfo(RequestScopes scopes) {
		return scopes.info();
	}

	@Bean
	@Fallback
	Mono<WebSession> requestSession(RequestScopes scopes) {
		return scopes.session();
	}

	@Bean
	RequestScopeDecorator requestScopeDecorator(RequestScopes scopes) {
		return new RequestScopeDecorator(scopes);
	}

	@Bean
	RequestExchangeFilter requestExchangeFilter(RequestScopes scopes) {
		return new RequestExchangeFilter(scopes);
	}

	// Filters may replace the exchange, and what comes after them should see that
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	WebFilter requestExchangeChangeFilter(RequestScopes scopes) {
		return scopes::filter;
	}

	@Bean
	RequestClosingLifecycle requestClosingLifecycle(RequestScopes scopes) {
		return new RequestClosingLifecycle(scopes);
	}

	@Bean
	static BeanPostProcessor requestWebSocketPostProcessor(ObjectProvider<RequestScopes> scopes) {
		return new RequestWebSocketPostProcessor(scopes);
	}

	@Bean
	ContextPropagationCheck contextPropagationCheck(ConfigurableListableBeanFactory beanFactory,
			Environment environment) {
		return new ContextPropagationCheck(beanFactory, environment);
	}

}
