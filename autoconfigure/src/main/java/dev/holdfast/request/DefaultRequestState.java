package dev.holdfast.request;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.cglib.proxy.Dispatcher;
import org.springframework.util.Assert;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import dev.holdfast.request.proxy.RequestProxy;
import dev.holdfast.request.proxy.UnsupportedProxyException;

/**
 * A request state, which is what its proxy asks for the value at every call as well.
 * <p>
 * Thread-safe: immutable; values are with the {@link ActiveRequest}.
 *
 * @param <T> the type of the value
 */
final class DefaultRequestState<T> implements RequestState<T>, Dispatcher {

	private final RequestStateDefinition<T> definition;

	private final RequestScopes scopes;

	private final CurrentRequest current;

	private final int ordinal;

	private final @Nullable T proxy;

	DefaultRequestState(RequestStateDefinition<T> definition, RequestScopes scopes) {
		this.definition = definition;
		this.scopes = scopes;
		this.current = scopes.current();
		this.proxy = definition.options().proxied() ? createProxy() : null;
		this.ordinal = scopes.nextOrdinal();
	}

	private T createProxy() {
		try {
			return RequestProxy.create(name(), type(), this.definition.options().finalMethods(), this);
		}
		catch (UnsupportedProxyException ex) {
			throw new RequestStateDefinitionException(ex);
		}
	}

	@Override
	public String name() {
		return this.definition.name();
	}

	@Override
	public Class<T> type() {
		return this.definition.type();
	}

	@Override
	public T proxy() {
		if (this.proxy == null) {
			throw new UnsupportedOperationException("Request state '" + name()
					+ "' is defined without proxy: use get() or mono(), or define it with one");
		}
		return this.proxy;
	}

	@Override
	public Object loadObject() {
		ActiveRequest active = this.current.getValue();
		if (active != null && active.isOf(this.scopes)) {
			Object value = active.peek(this.ordinal);
			if (value != null) {
				return value;
			}
		}
		return value(this.scopes.require(name()));
	}

	@Override
	public T get() {
		return cast(loadObject());
	}

	private Object value(ActiveRequest active) {
		Object value = active.peek(this.ordinal);
		if (value != null) {
			return value;
		}
		if (active.isOver()) {
			throw RequestErrors.ended(name(), active);
		}
		var initializer = this.definition.options().initializer();
		if (initializer == null) {
			throw RequestErrors.noValue(name(), type(), active);
		}
		return active.getOrCreate(this.ordinal, name(), () -> created(initializer.apply(active)), closer());
	}

	@Override
	public Optional<T> find() {
		return Optional.ofNullable(this.scopes.find()).map((active) -> active.peek(this.ordinal)).map(this::cast);
	}

	@Override
	public void set(T value) {
		set(value, this.scopes.require(name()));
	}

	private void set(T value, ActiveRequest active) {
		Assert.notNull(value, () -> "The value of request state '" + name() + "' must not be null: use remove()");
		active.set(this.ordinal, name(), checked(value), closer());
	}

	private @Nullable Object created(@Nullable Object value) {
		return (value != null) ? checked(value) : null;
	}

	private Object checked(Object value) {
		if (value == this.proxy) {
			throw new IllegalArgumentException(
					"The value of request state '" + name() + "' must not be its own proxy: set a " + type().getName());
		}
		if (!this.definition.type().isInstance(value)) {
			throw new IllegalArgumentException("The value of request state '" + name() + "' must be a "
					+ type().getName() + ", but is a " + value.getClass().getName());
		}
		return value;
	}

	@Override
	public Optional<T> remove() {
		return Optional.ofNullable(this.scopes.find()).map((active) -> active.remove(this.ordinal)).map(this::cast);
	}

	@Override
	public Mono<T> mono() {
		return Mono.deferContextual((context) -> Mono.just(cast(value(require(context)))));
	}

	@Override
	public Mono<Void> setMono(T value) {
		return Mono.deferContextual((context) -> {
			set(value, require(context));
			return Mono.empty();
		});
	}

	private ActiveRequest require(ContextView context) {
		return this.scopes.require(name(), context);
	}

	private ValueCloser closer() {
		return this.definition.options().closer();
	}

	@SuppressWarnings("unchecked")
	private T cast(Object value) {
		return (T) value;
	}

	@Override
	public String toString() {
		return "RequestState '" + name() + "' of " + type().getName();
	}

}
