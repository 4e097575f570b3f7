package dev.holdfast.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.core.PriorityOrdered;

import dev.holdfast.restart.EnteredMethods;

/**
 * Tells when singletons are created, which may be long after the start: what runs
 * meanwhile runs no second time.
 */
final class LateSingletonRecorder implements InstantiationAwareBeanPostProcessor, PriorityOrdered {

	private final ConfigurableListableBeanFactory beans;

	LateSingletonRecorder(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public @Nullable Object postProcessBeforeInstantiation(Class<?> type, String name) {
		if (this.beans.isCurrentlyInCreation(name) && this.beans.containsBeanDefinition(name)
				&& this.beans.getMergedBeanDefinition(name).isSingleton()) {
			EnteredMethods.creating(() -> this.beans.isCurrentlyInCreation(name));
		}
		return null;
	}

}
