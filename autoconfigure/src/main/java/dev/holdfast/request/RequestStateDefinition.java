package dev.holdfast.request;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import org.springframework.web.server.ServerWebExchange;

/**
 * What a piece of {@link RequestState} is: its name, its type, how a value is made when
 * there is none, and how it is closed.
 * <p>
 * Immutable: each method returns another definition.
 *
 * @param <T> the type of the value
 * @since 0.1.0
 */
public final class RequestStateDefinition<T> {

	private final String name;

	private final Class<T> type;

	private final Options<T> options;

	private RequestStateDefinition(String name, Class<T> type, Options<T> options) {
		this.name = name;
		this.type = type;
		this.options = options;
	}

	/**
	 * Create a definition that is named after its type: {@code dbClient} for a
	 * {@code DbClient}.
	 * @param <T> the type of the value
	 * @param type the type of the value
	 * @return the definition
	 */
	public static <T> RequestStateDefinition<T> of(Class<T> type) {
		Assert.notNull(type, "'type' must not be null");
		return of(ClassUtils.getShortNameAsProperty(type), type);
	}

	/**
	 * Create a definition.
	 * @param <T> the type of the value
	 * @param name the name, unique in the application
	 * @param type the type of the value
	 * @return the definition
	 */
	@SuppressWarnings("unchecked")
	public static <T> RequestStateDefinition<T> of(String name, Class<T> type) {
		Assert.hasText(name, "'name' must not be empty");
		Assert.notNull(type, "'type' must not be null");
		return new RequestStateDefinition<>(name, (Class<T>) ClassUtils.resolvePrimitiveIfNecessary(type),
				new Options<>(null, ValueCloser.known(), true, false));
	}

	/**
	 * Create a definition whose type has type arguments.
	 * @param <T> the type of the value
	 * @param name the name, unique in the application
	 * @param type the type of the value
	 * @return the definition
	 */
	@SuppressWarnings("unchecked")
	public static <T> RequestStateDefinition<T> of(String name, ParameterizedTypeReference<T> type) {
		Assert.notNull(type, "'type' must not be null");
		return of(name, (Class<T>) ResolvableType.forType(type.getType()).toClass());
	}

	/**
	 * Make the value when it is needed first, once in each request. Other threads of the
	 * request that need it wait.
	 * @param initializer makes a value
	 * @return the definition with an initializer
	 */
	public RequestStateDefinition<T> createdBy(Supplier<? extends T> initializer) {
		Assert.notNull(initializer, "'initializer' must not be null");
		return with(new Options<>((request) -> initializer.get(), this.options.closer(), this.options.proxied(),
				this.options.finalMethods()));
	}

	/**
	 * Make the value from the exchange when it is needed first, once in each request.
	 * Other threads of the request that need it wait.
	 * @param initializer makes a value
	 * @return the definition with an initializer
	 */
	public RequestStateDefinition<T> createdFrom(Function<? super ServerWebExchange, ? extends T> initializer) {
		Assert.notNull(initializer, "'initializer' must not be null");
		return with(new Options<>((request) -> initializer.apply(request.requireExchange(this.name)),
				this.options.closer(), this.options.proxied(), this.options.finalMethods()));
	}

	/**
	 * Close values by a function, instead of what would close them without:
	 * {@link AutoCloseable#close()}, a method {@code close()} that returns a
	 * {@code Publisher} or a {@code CompletionStage}, or
	 * {@link reactor.core.Disposable#dispose()}. The function may block.
	 * @param closer closes a value
	 * @return the definition with another way to close
	 */
	public RequestStateDefinition<T> closedBy(Consumer<? super T> closer) {
		Assert.notNull(closer, "'closer' must not be null");
		return with(closer(ValueCloser.by(closer)));
	}

	/**
	 * Close values by what a function returns, instead of what would close them without.
	 * @param closer returns a {@code Publisher} that closes when it is subscribed to
	 * @return the definition with another way to close
	 * @see #closedBy(Consumer)
	 */
	public RequestStateDefinition<T> closedReactivelyBy(Function<? super T, ? extends Publisher<?>> closer) {
		Assert.notNull(closer, "'closer' must not be null");
		return with(closer(ValueCloser.reactivelyBy(closer)));
	}

	/**
	 * Leave values open: they belong to somebody else.
	 * @return the definition without a way to close
	 */
	public RequestStateDefinition<T> keptOpen() {
		return with(closer(ValueCloser.none()));
	}

	/**
	 * Have a proxy although the type has methods that no proxy can hand on: final ones,
	 * above all. They run on the proxy itself, all of whose fields are empty.
	 * @return the definition with leave for that
	 */
	public RequestStateDefinition<T> withFinalMethods() {
		return with(new Options<>(this.options.initializer(), this.options.closer(), this.options.proxied(), true));
	}

	/**
	 * Have no proxy, as for a final class. Values are reached by
	 * {@link RequestState#get()} and {@link RequestState#mono()}.
	 * @return the definition without a proxy
	 */
	public RequestStateDefinition<T> withoutProxy() {
		return with(
				new Options<>(this.options.initializer(), this.options.closer(), false, this.options.finalMethods()));
	}

	String name() {
		return this.name;
	}

	Class<T> type() {
		return this.type;
	}

	Options<T> options() {
		return this.options;
	}

	private Options<T> closer(ValueCloser closer) {
		return new Options<>(this.options.initializer(), closer, this.options.proxied(), this.options.finalMethods());
	}

	private RequestStateDefinition<T> with(Options<T> changed) {
		return new RequestStateDefinition<>(this.name, this.type, changed);
	}

	/**
	 * What may be said beside name and type.
	 *
	 * @param <T> the type of the value
	 * @param initializer makes a value
	 * @param closer closes values
	 * @param proxied whether there is a proxy
	 * @param finalMethods whether methods that the proxy cannot hand on are accepted
	 */
	record Options<T>(@Nullable Function<ActiveRequest, ? extends T> initializer, ValueCloser closer, boolean proxied,
			boolean finalMethods) {
	}

}
