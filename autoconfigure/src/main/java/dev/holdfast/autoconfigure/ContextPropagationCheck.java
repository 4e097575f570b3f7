package dev.holdfast.autoconfigure;

import java.util.Arrays;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.web.context.WebApplicationContext;
import reactor.core.publisher.Hooks;

import dev.holdfast.request.RequestState;

/**
 * Warns at startup of request states that no code will find, since automatic context
 * propagation is off. Who has asked for that, knows.
 */
final class ContextPropagationCheck implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(ContextPropagationCheck.class);

	private final ConfigurableListableBeanFactory beans;

	private final Environment environment;

	ContextPropagationCheck(ConfigurableListableBeanFactory beans, Environment environment) {
		this.beans = beans;
		this.environment = environment;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (Hooks.isAutomaticContextPropagationEnabled()) {
			return;
		}
		warnOfBeans();
		String[] states = this.beans.getBeanNamesForType(RequestState.class, true, false);
		if (states.length == 0) {
			return;
		}
		String mode = this.environment.getProperty(ContextPropagationDefaults.REACTOR);
		if ("limited".equalsIgnoreCase(mode)) {
			logger.debug(problem(states) + " as " + ContextPropagationDefaults.REACTOR + "=" + mode + " asks for.");
		}
		else {
			logger.warn(problem(states) + ". " + cure(mode));
		}
	}

	// They have no mono(), so nobody can have meant that
	private void warnOfBeans() {
		List<String> scoped = Arrays.stream(this.beans.getBeanDefinitionNames()).filter(this::isOfRequests).toList();
		if (!scoped.isEmpty()) {
			logger.warn("Beans of scope 'request' cannot be found: " + scoped.stream().map(this::displayName).toList()
					+ ". Automatic context propagation is off: set " + ContextPropagationDefaults.REACTOR + "=auto.");
		}
	}

	private boolean isOfRequests(String name) {
		return WebApplicationContext.SCOPE_REQUEST.equals(this.beans.getMergedBeanDefinition(name).getScope());
	}

	private String displayName(String name) {
		return ScopedProxyUtils.isScopedTarget(name) ? ScopedProxyUtils.getOriginalBeanName(name) : name;
	}

	private static String problem(String[] states) {
		return "Request state " + Arrays.toString(states)
				+ " is found by mono() and setMono() only, and not by proxies, get() and set():"
				+ " automatic context propagation is off";
	}

	private static String cure(@Nullable String mode) {
		if ("auto".equalsIgnoreCase(mode)) {
			return ContextPropagationDefaults.REACTOR + "=auto is set, but has no effect. Take care that Spring Boot's "
					+ "ReactorAutoConfiguration is there and not excluded, and that nothing calls "
					+ "Hooks.disableAutomaticContextPropagation().";
		}
		return "Set " + ContextPropagationDefaults.REACTOR + "=auto, or to 'limited' if mono() is all you use"
				+ ((mode != null) ? " (it is '" + mode + "')." : " (it is not set).");
	}

}
