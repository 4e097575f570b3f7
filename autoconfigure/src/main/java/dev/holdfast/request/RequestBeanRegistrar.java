package dev.holdfast.request;

import java.util.function.Function;

import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.server.ServerWebExchange;

import dev.holdfast.request.proxy.RequestProxy;

/**
 * Lets a bean factory know what belongs to requests: the scope {@code request}, the
 * proxies that {@link ProxyBean @ProxyBean} asks for, and, to be injected into any bean,
 * the current {@link ServerWebExchange}, {@link ServerHttpRequest} and
 * {@link ServerHttpResponse}.
 * <p>
 * The bean factory has to have one {@link RequestScopes}, which is not made before
 * something needs it. A scope {@code request} that is there already stays.
 *
 * @since 0.1.0
 */
public final class RequestBeanRegistrar implements BeanDefinitionRegistryPostProcessor {

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		new ProxyBeanDefinitions(registry).register();
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		ObjectProvider<RequestScopes> scopes = beanFactory.getBeanProvider(RequestScopes.class);
		if (beanFactory.getRegisteredScope(WebApplicationContext.SCOPE_REQUEST) == null) {
			beanFactory.registerScope(WebApplicationContext.SCOPE_REQUEST,
					new RequestBeanScope(SingletonSupplier.of(scopes::getObject)));
		}
		register(beanFactory, scopes, ServerWebExchange.class, (exchange) -> exchange);
		register(beanFactory, scopes, ServerHttpRequest.class, ServerWebExchange::getRequest);
		register(beanFactory, scopes, ServerHttpResponse.class, ServerWebExchange::getResponse);
	}

	// What the application defines itself is what it means. An ObjectFactory that were
	// Serializable would be given a slower proxy by Spring
	private static <T> void register(ConfigurableListableBeanFactory beanFactory, ObjectProvider<RequestScopes> scopes,
			Class<T> type, Function<ServerWebExchange, T> object) {
		if (beanFactory.getBeanNamesForType(type, true, false).length > 0) {
			return;
		}
		ObjectFactory<T> proxy = SingletonSupplier.of(() -> proxy(scopes.getObject(), type, object))::obtain;
		beanFactory.registerResolvableDependency(type, proxy);
	}

	private static <T> T proxy(RequestScopes scopes, Class<T> type, Function<ServerWebExchange, T> object) {
		String name = type.getSimpleName();
		return RequestProxy.create(name, type, false, () -> object.apply(scopes.require(name).requireExchange(name)));
	}

}
