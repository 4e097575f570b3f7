package dev.holdfast.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.HandlerAdapter;

import dev.holdfast.retry.FailureRecorder;

/**
 * The retry for a management port of its own. Its handlers have adapters of their own,
 * but those of the application, the recorder among them, are asked as well. So it has a
 * recorder that takes the place of the application's, by its name.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnClass(HandlerAdapter.class)
@ConditionalOnWebApplication(type = Type.REACTIVE)
@ConditionalOnBean(name = RetryManagementContextConfiguration.RECORDER, search = SearchStrategy.ANCESTORS)
class RetryManagementContextConfiguration {

	static final String RECORDER = "retryFailureRecorder";

	@Bean(RECORDER)
	FailureRecorder retryFailureRecorder(ObjectProvider<HandlerAdapter> adapters) {
		return RetryAutoConfiguration.recorder(adapters);
	}

}
