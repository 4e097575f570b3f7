package dev.holdfast.autoconfigure;

import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;

import dev.holdfast.request.RequestScopes;

/**
 * Begins and ends requests around all else: the first of the decorators is the outermost.
 */
final class RequestScopeDecorator implements HttpHandlerDecoratorFactory, PriorityOrdered {

	private final RequestScopes scopes;

	RequestScopeDecorator(RequestScopes scopes) {
		this.scopes = scopes;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public HttpHandler apply(HttpHandler handler) {
		return this.scopes.decorate(handler);
	}

}
