package dev.holdfast.request;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.util.Assert;

/**
 * Request states by their names.
 * <p>
 * Thread-safe: a concurrent set of names decides who defines one.
 */
final class DefaultRequestStateFactory implements RequestStateFactory {

	private final RequestScopes scopes;

	private final Set<String> names = ConcurrentHashMap.newKeySet();

	DefaultRequestStateFactory(RequestScopes scopes) {
		this.scopes = scopes;
	}

	@Override
	public <T> RequestState<T> define(RequestStateDefinition<T> definition) {
		Assert.notNull(definition, "'definition' must not be null");
		DefaultRequestState<T> state = new DefaultRequestState<>(definition, this.scopes);
		if (!this.names.add(definition.name())) {
			throw new RequestStateDefinitionException(definition.name(), definition.type(),
					"Request state '" + definition.name() + "' is defined twice, now as " + definition.type().getName()
							+ ".",
					"Give one of the two another name: define(name, type). If there is only one, its bean method has "
							+ "run twice: make the bean a singleton, or see why it failed the first time.");
		}
		return state;
	}

}
