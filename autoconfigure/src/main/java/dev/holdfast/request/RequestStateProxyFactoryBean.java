package dev.holdfast.request;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.util.Assert;

/**
 * Makes a bean of the proxy of a {@link RequestState}, as {@link ProxyBean @ProxyBean}
 * asks for. The container neither injects into nor closes what a factory makes, so a call
 * never reaches the proxy outside of a request.
 * <p>
 * Public since code that was generated ahead of time uses it.
 *
 * @param <T> the type of the value
 * @since 0.1.0
 */
public final class RequestStateProxyFactoryBean<T> implements FactoryBean<T> {

	private final Class<T> type;

	private final T proxy;

	/**
	 * Create a factory.
	 * @param state the state that has the proxy
	 * @throws RequestStateDefinitionException if the state is defined without a proxy
	 */
	public RequestStateProxyFactoryBean(RequestState<T> state) {
		Assert.notNull(state, "'state' must not be null");
		this.type = state.type();
		this.proxy = proxy(state);
	}

	private static <T> T proxy(RequestState<T> state) {
		try {
			return state.proxy();
		}
		catch (UnsupportedOperationException ex) {
			throw new RequestStateDefinitionException(state.name(), state.type(),
					"Request state '" + state.name() + "' (" + state.type().getName()
							+ ") is defined without a proxy, but its bean method has @ProxyBean.",
					"Remove @ProxyBean and use RequestState.get(), or define it without withoutProxy().");
		}
	}

	@Override
	public T getObject() {
		return this.proxy;
	}

	@Override
	public Class<?> getObjectType() {
		return this.type;
	}

}
