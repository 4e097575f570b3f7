package dev.holdfast.request;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.ClassUtils;
import org.springframework.web.server.ServerWebExchange;

import dev.holdfast.request.proxy.RequestProxyHints;
import dev.holdfast.request.proxy.UnsupportedProxyException;

/**
 * Makes the proxy classes of request states ahead of time. Which ones there are is taken
 * from what bean methods return, as in {@code RequestState<DbClient>}.
 */
final class RequestStateAotProcessor implements BeanFactoryInitializationAotProcessor {

	private static final Log logger = LogFactory.getLog(RequestStateAotProcessor.class);

	@Override
	public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
			ConfigurableListableBeanFactory beanFactory) {
		Set<Class<?>> types = new LinkedHashSet<>();
		for (String name : beanFactory.getBeanNamesForType(RequestState.class, true, false)) {
			addType(types, RegisteredBean.of(beanFactory, name));
		}
		if (beanFactory.getBeanNamesForType(RequestBeanRegistrar.class, true, false).length > 0) {
			types.addAll(List.of(ServerWebExchange.class, ServerHttpRequest.class, ServerHttpResponse.class));
		}
		if (types.isEmpty()) {
			return null;
		}
		// Spring keeps only what is generated while contributions are applied
		return (context, code) -> types.forEach((type) -> register(context.getRuntimeHints(), type));
	}

	private static void addType(Set<Class<?>> types, RegisteredBean state) {
		Class<?> type = state.getBeanType().as(RequestState.class).getGeneric().resolve();
		if (type != null) {
			types.add(ClassUtils.resolvePrimitiveIfNecessary(type));
		}
		else {
			logger.warn("The proxy of request state '" + state.getBeanName()
					+ "' cannot be made ahead of time, since its bean is declared as " + state.getBeanType()
					+ ": declare the type of its value, as in RequestState<DbClient>");
		}
	}

	private static void register(RuntimeHints hints, Class<?> type) {
		try {
			RequestProxyHints.register(hints, type);
		}
		catch (UnsupportedProxyException ex) {
			// Nothing is wrong if it is defined without a proxy, which only running it
			// would tell
			logger.debug("No proxy of " + type.getName() + " is made ahead of time", ex);
		}
	}

}
