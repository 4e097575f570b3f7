package dev.holdfast.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.web.reactive.socket.server.support.WebSocketHandlerAdapter;

import dev.holdfast.request.RequestScopes;

/**
 * Lets requests last as long as the web sockets that they become: Spring's own adapter
 * and those of the application are given a service that sees to it.
 */
final class RequestWebSocketPostProcessor implements BeanPostProcessor {

	private final ObjectProvider<RequestScopes> scopes;

	RequestWebSocketPostProcessor(ObjectProvider<RequestScopes> scopes) {
		this.scopes = scopes;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		// A subclass may handle more than its service does, and cannot be made again
		if (bean.getClass() == WebSocketHandlerAdapter.class) {
			return decorate((WebSocketHandlerAdapter) bean);
		}
		return bean;
	}

	private WebSocketHandlerAdapter decorate(WebSocketHandlerAdapter adapter) {
		WebSocketHandlerAdapter decorated = new WebSocketHandlerAdapter(
				this.scopes.getObject().decorateWebSockets(adapter.getWebSocketService()));
		decorated.setOrder(adapter.getOrder());
		return decorated;
	}

}
