package dev.holdfast.request;

import java.lang.reflect.Method;
import java.lang.reflect.WildcardType;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.RuntimeBeanReference;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.type.MethodMetadata;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

/**
 * Adds a bean definition for each {@link ProxyBean @ProxyBean}, unless it is there
 * already, as when it was generated ahead of time.
 */
final class ProxyBeanDefinitions {

	private final BeanDefinitionRegistry registry;

	private final @Nullable ClassLoader classLoader;

	ProxyBeanDefinitions(BeanDefinitionRegistry registry) {
		this.registry = registry;
		this.classLoader = (registry instanceof ConfigurableBeanFactory factory) ? factory.getBeanClassLoader() : null;
	}

	void register() {
		for (String name : this.registry.getBeanDefinitionNames()) {
			if (this.registry.getBeanDefinition(name) instanceof AnnotatedBeanDefinition state) {
				MethodMetadata method = state.getFactoryMethodMetadata();
				if (method != null && method.isAnnotated(ProxyBean.class.getName())) {
					register(name, state, find(method));
				}
			}
		}
	}

	private Method find(MethodMetadata metadata) {
		Class<?> type = ClassUtils.resolveClassName(metadata.getDeclaringClassName(), this.classLoader);
		return Arrays.stream(ReflectionUtils.getDeclaredMethods(type))
			.filter((method) -> method.getName().equals(metadata.getMethodName()))
			.filter((method) -> MergedAnnotations.from(method).isPresent(ProxyBean.class))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("No method " + metadata.getMethodName() + " in " + type));
	}

	private void register(String stateName, AnnotatedBeanDefinition state, Method method) {
		ResolvableType type = type(stateName, state, method);
		String given = MergedAnnotations.from(method).get(ProxyBean.class).getString("name");
		String name = StringUtils.hasText(given) ? given : stateName + "Proxy";
		if (!this.registry.isBeanNameInUse(name)) {
			this.registry.registerBeanDefinition(name, definition(stateName, state, method, type));
		}
		else if (!isProxy(name, stateName)) {
			throw new RequestStateDefinitionException(stateName, type.toClass(),
					"The proxy of bean '" + stateName + "' (" + describe(method)
							+ ") is to be a bean of the name of another one: '" + name + "'.",
					"Give it a name of its own, by @ProxyBean(name = \"...\"), or the other one.");
		}
	}

	private boolean isProxy(String name, String stateName) {
		if (!this.registry.containsBeanDefinition(name)) {
			return false;
		}
		BeanDefinition present = this.registry.getBeanDefinition(name);
		return RequestStateProxyFactoryBean.class.getName().equals(present.getBeanClassName())
				&& present.getConstructorArgumentValues()
					.getIndexedArgumentValues()
					.values()
					.stream()
					.anyMatch((argument) -> new RuntimeBeanReference(stateName).equals(argument.getValue()));
	}

	private ResolvableType type(String stateName, AnnotatedBeanDefinition state, Method method) {
		ResolvableType returned = ResolvableType.forMethodReturnType(method, factoryClass(state, method));
		ResolvableType stateType = returned.as(RequestState.class);
		if (stateType == ResolvableType.NONE) {
			throw new RequestStateDefinitionException(stateName, returned.resolve(),
					"Bean '" + stateName + "' (" + describe(method) + ") has @ProxyBean, but is no RequestState: "
							+ returned + ".",
					"Return the RequestState that RequestStateFactory.define returns, or remove @ProxyBean.");
		}
		ResolvableType type = stateType.getGeneric();
		if (type.resolve() == null || type.getType() instanceof WildcardType) {
			throw new RequestStateDefinitionException(stateName, null, "Bean '" + stateName + "' (" + describe(method)
					+ ") has @ProxyBean, but its return type does not tell the type of the proxy: " + returned + ".",
					"Declare the type, as in RequestState<DbClient>.");
		}
		return type;
	}

	// Not the declaring class, since one configuration may inherit methods of another
	private Class<?> factoryClass(AnnotatedBeanDefinition state, Method method) {
		String bean = state.getFactoryBeanName();
		String name = (bean != null) ? this.registry.getBeanDefinition(bean).getBeanClassName()
				: state.getBeanClassName();
		Class<?> type = (name != null) ? ClassUtils.resolveClassName(name, this.classLoader) : null;
		return (type != null && method.getDeclaringClass().isAssignableFrom(type)) ? type : method.getDeclaringClass();
	}

	private RootBeanDefinition definition(String stateName, AnnotatedBeanDefinition state, Method method,
			ResolvableType type) {
		RootBeanDefinition definition = new RootBeanDefinition(RequestStateProxyFactoryBean.class);
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, new RuntimeBeanReference(stateName));
		definition.setTargetType(ResolvableType.forClassWithGenerics(RequestStateProxyFactoryBean.class, type));
		// Else the state would be made early wherever somebody asks for types of beans
		definition.setAttribute(FactoryBean.OBJECT_TYPE_ATTRIBUTE, type);
		definition.setSource(state.getSource());
		definition.setResourceDescription(state.getResourceDescription());
		definition.setPrimary(state.isPrimary());
		definition.setFallback(state.isFallback());
		definition.setAutowireCandidate(state.isAutowireCandidate());
		if (state instanceof AbstractBeanDefinition full) {
			definition.setDefaultCandidate(full.isDefaultCandidate());
			// An explicit "not lazy" would hold against spring.main.lazy-initialization
			Boolean lazy = full.getLazyInit();
			if (lazy != null) {
				definition.setLazyInit(lazy);
			}
		}
		MergedAnnotations.from(method).stream().filter(ProxyBeanDefinitions::isQualifier).forEach((annotation) -> {
			AutowireCandidateQualifier qualifier = new AutowireCandidateQualifier(annotation.getType());
			annotation.asMap().forEach(qualifier::setAttribute);
			definition.addQualifier(qualifier);
		});
		return definition;
	}

	private static boolean isQualifier(MergedAnnotation<?> annotation) {
		if (annotation.getDistance() > 0) {
			return false;
		}
		MergedAnnotations present = MergedAnnotations.from(annotation.getType());
		return annotation.getType() == Qualifier.class || present.isPresent(Qualifier.class)
				|| present.isPresent("jakarta.inject.Qualifier");
	}

	private static String describe(Method method) {
		return "method '" + method.getName() + "' of " + method.getDeclaringClass().getName();
	}

}
