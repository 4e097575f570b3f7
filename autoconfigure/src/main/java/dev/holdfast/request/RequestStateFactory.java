package dev.holdfast.request;

/**
 * Makes the {@link RequestState} of an application: a bean to ask when other beans are
 * made.
 *
 * <pre class="code">
 * &#64;Bean
 * &#64;ProxyBean
 * RequestState&lt;DbClient&gt; dbClient(RequestStateFactory requestStates) {
 *     return requestStates.define(DbClient.class);
 * }
 * </pre>
 *
 * Thread-safe. States may be defined at any time, but there is no way to forget one:
 * define them at startup.
 *
 * @since 0.1.0
 */
public interface RequestStateFactory {

	/**
	 * Define a piece of request state that is named after its type.
	 * @param <T> the type of the value
	 * @param type the type of the value
	 * @return the state
	 * @throws RequestStateDefinitionException if there can be no proxy for the type, or
	 * the name is taken
	 */
	default <T> RequestState<T> define(Class<T> type) {
		return define(RequestStateDefinition.of(type));
	}

	/**
	 * Define a piece of request state.
	 * @param <T> the type of the value
	 * @param name the name, unique in the application
	 * @param type the type of the value
	 * @return the state
	 * @throws RequestStateDefinitionException if there can be no proxy for the type, or
	 * the name is taken
	 */
	default <T> RequestState<T> define(String name, Class<T> type) {
		return define(RequestStateDefinition.of(name, type));
	}

	/**
	 * Define a piece of request state.
	 * @param <T> the type of the value
	 * @param definition what it is
	 * @return the state
	 * @throws RequestStateDefinitionException if there can be no proxy for the type, or
	 * the name is taken
	 */
	<T> RequestState<T> define(RequestStateDefinition<T> definition);

}
