package dev.holdfast.autoconfigure;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

import dev.holdfast.reload.graph.Origin;
import dev.holdfast.reload.graph.Route;

/**
 * Finds the routes of an application: annotated methods, and those of router functions,
 * all of which begin in the method that made the bean. A lambda does not tell which code
 * of it is its own.
 */
final class WebRoutes {

	private final ConfigurableListableBeanFactory beans;

	WebRoutes(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	/**
	 * Find all routes.
	 * @return the routes, or {@code null} if some are not known
	 */
	@Nullable List<Route> find() {
		List<Route> routes = new ArrayList<>();
		this.beans.getBeansOfType(RequestMappingHandlerMapping.class, false, false)
			.values()
			.forEach((mapping) -> mapping.getHandlerMethods()
				.forEach((info, method) -> routes.add(new Route(name(info),
						Origin.of(ClassUtils.getUserClass(method.getBeanType()).getName(), method.getMethod())))));
		for (String name : this.beans.getBeanNamesForType(RouterFunction.class, false, false)) {
			Origin origin = origin(name);
			if (origin == null) {
				return null;
			}
			names(name).forEach((route) -> routes.add(new Route(route, origin)));
		}
		return routes;
	}

	private Set<String> names(String beanName) {
		return (this.beans.getSingleton(beanName) instanceof RouterFunction<?> router)
				? new FunctionalRoutes(beanName).of(router) : Set.of("router function " + beanName);
	}

	private @Nullable Origin origin(String beanName) {
		if (!this.beans.containsBeanDefinition(beanName)) {
			return null;
		}
		BeanDefinition definition = this.beans.getMergedBeanDefinition(beanName);
		Method method = (definition instanceof RootBeanDefinition root) ? root.getResolvedFactoryMethod() : null;
		if (method != null) {
			return Origin.of(ClassUtils.getUserClass(method.getDeclaringClass()).getName(), method);
		}
		Class<?> type = this.beans.getType(beanName, false);
		return (type != null) ? Origin.of(ClassUtils.getUserClass(type).getName()) : null;
	}

	private static String name(RequestMappingInfo info) {
		String methods = info.getMethodsCondition()
			.getMethods()
			.stream()
			.map(RequestMethod::name)
			.sorted()
			.collect(Collectors.joining("|"));
		String paths = info.getPatternsCondition()
			.getPatterns()
			.stream()
			.map(Object::toString)
			.sorted()
			.collect(Collectors.joining("|"));
		return methods.isEmpty() ? paths : methods + " " + paths;
	}

}
