package dev.holdfast.autoconfigure;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.core.PriorityOrdered;

import dev.holdfast.restart.EnteredMethods;

/**
 * Tells when singletons are created, which may be long after the start: what runs
 * meanwhile runs no second time. The bean factory asks before the first attempt alone, so
 * that a bean which fails at first is heard of when it is there.
 */
final class LateSingletonRecorder implements InstantiationAwareBeanPostProcessor, PriorityOrdered {

	// Those that live no longer than what is looked at as state
	private static final Set<String> SHORT_SCOPES = Set.of("prototype", "request", "session");

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
		if (isInCreation(name)) {
			BeanDefinition definition = this.beans.getMergedBeanDefinition(name);
			if (definition.isSingleton()) {
				EnteredMethods.creating(name, () -> this.beans.isCurrentlyInCreation(name));
			}
			else if (!SHORT_SCOPES.contains(String.valueOf(definition.getScope()))) {
				remaking(type);
			}
		}
		return null;
	}

	private static void remaking(Class<?> type) {
		for (Class<?> each = type; each != null; each = each.getSuperclass()) {
			EnteredMethods.remaking(each);
		}
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		// A singleton that is there already is a factory, and the bean its object
		if (isInCreation(name) && !this.beans.containsSingleton(name)
				&& this.beans.getMergedBeanDefinition(name).isSingleton()) {
			EnteredMethods.created(name);
		}
		return bean;
	}

	private boolean isInCreation(String name) {
		return this.beans.isCurrentlyInCreation(name) && this.beans.containsBeanDefinition(name);
	}

}
