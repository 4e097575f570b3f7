package dev.holdfast.autoconfigure;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.aopalliance.aop.Advice;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.convert.converter.Converter;
import org.springframework.format.Formatter;
import org.springframework.util.ClassUtils;
import org.springframework.validation.Validator;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.reactive.function.server.HandlerFilterFunction;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.server.WebFilter;

import dev.holdfast.reload.graph.BeanClasses;
import dev.holdfast.reload.graph.Origin;

/**
 * Who got what injected, as the application context remembers it.
 * <p>
 * Made from the beans that are there, and holds none of them.
 */
final class ContextBeanClasses implements BeanClasses {

	private static final List<Class<?>> BEHIND_EVERY_ROUTE = List.of(WebFilter.class, WebExceptionHandler.class,
			HandlerFilterFunction.class, HandlerMethodArgumentResolver.class, Converter.class, Formatter.class,
			Validator.class, Advice.class, Advisor.class, BeanPostProcessor.class);

	private final Map<String, Set<String>> injected = new HashMap<>();

	private final Map<String, Set<Origin>> madeBy = new HashMap<>();

	private final Set<String> behindEveryRoute = new HashSet<>();

	ContextBeanClasses(ConfigurableListableBeanFactory beans) {
		Map<String, String> types = new HashMap<>();
		for (String name : beans.getSingletonNames()) {
			Object bean = beans.getSingleton(name);
			if (bean == null) {
				// It is being created just now
				continue;
			}
			Class<?> type = ClassUtils.getUserClass(AopUtils.getTargetClass(bean));
			types.put(name, type.getName());
			if (BEHIND_EVERY_ROUTE.stream().anyMatch((known) -> known.isInstance(bean))
					|| AnnotationUtils.findAnnotation(type, ControllerAdvice.class) != null) {
				this.behindEveryRoute.add(type.getName());
			}
		}
		types.forEach((name, type) -> add(beans, name, type, types));
	}

	private void add(ConfigurableListableBeanFactory beans, String name, String type, Map<String, String> types) {
		RootBeanDefinition definition = definition(beans, name);
		String factory = (definition != null) ? definition.getFactoryBeanName() : null;
		Method method = (definition != null) ? definition.getResolvedFactoryMethod() : null;
		Set<String> got = new HashSet<>();
		for (String dependency : beans.getDependenciesForBean(name)) {
			String dependencyType = types.get(dependency);
			if (dependencyType != null && !dependency.equals(factory)) {
				got.add(dependencyType);
			}
		}
		put(this.injected, type, got);
		if (method != null) {
			String factoryType = ClassUtils.getUserClass(method.getDeclaringClass()).getName();
			put(this.injected, factoryType, got);
			put(this.madeBy, type, Set.of(Origin.of(factoryType, method)));
		}
	}

	private static @Nullable RootBeanDefinition definition(ConfigurableListableBeanFactory beans, String name) {
		if (!beans.containsBeanDefinition(name)) {
			return null;
		}
		BeanDefinition definition = beans.getMergedBeanDefinition(name);
		return (definition instanceof RootBeanDefinition root) ? root : null;
	}

	private static <T> void put(Map<String, Set<T>> map, String type, Set<T> values) {
		map.computeIfAbsent(type, (key) -> new HashSet<>()).addAll(values);
	}

	@Override
	public Set<String> injectedInto(String type) {
		return this.injected.getOrDefault(type, Set.of());
	}

	@Override
	public Set<Origin> madeBy(String type) {
		return this.madeBy.getOrDefault(type, Set.of());
	}

	@Override
	public Set<String> behindEveryRoute() {
		return this.behindEveryRoute;
	}

}
