package dev.holdfast.request;

import java.util.Optional;

import reactor.core.publisher.Mono;

/**
 * A value that each request has for itself, under one name.
 * <p>
 * The {@link #proxy() proxy} is what services use: it can be held by singletons, and
 * every call goes to the value of the request that is current at that moment. The value
 * is {@link #set(Object) set} by a {@code WebFilter}, say, or made by the initializer of
 * the {@link RequestStateDefinition definition} when it is needed first. When the request
 * is over, values that can be closed are closed, the latest first, not on an event loop.
 * <p>
 * The current request is found through Reactor's context and the thread that calls, as
 * <a href="https://docs.micrometer.io/context-propagation/reference/">Micrometer's
 * context propagation</a> keeps them in step. Where that does not reach, {@link #mono()}
 * and {@link #setMono(Object)} find it by Reactor's context first.
 * <p>
 * Thread-safe, and no method waits for anything, except for an initializer that another
 * thread of the same request runs. The idea of a proxy for the current request is that of
 * {@code @RequestScope} in Spring MVC.
 *
 * @param <T> the type of the value
 * @since 0.1.0
 * @see RequestStateFactory
 */
public interface RequestState<T> {

	/**
	 * Return the name.
	 * @return the name, unique in the application
	 */
	String name();

	/**
	 * Return the type of the values.
	 * @return the type
	 */
	Class<T> type();

	/**
	 * Return the object that stands for the value of whatever request is current. Its
	 * methods fail as {@link #get()} does; {@code equals}, {@code hashCode} and
	 * {@code toString} are its own and need no request. Its fields are not those of a
	 * value.
	 * @return the proxy, the same at each call
	 * @throws UnsupportedOperationException if it was defined
	 * {@link RequestStateDefinition#withoutProxy() without}
	 */
	T proxy();

	/**
	 * Return the value of the current request, which the initializer makes if there is
	 * none yet.
	 * @return the value
	 * @throws NoCurrentRequestException if no request is current
	 * @throws MissingRequestValueException if there is neither value nor initializer
	 * @throws RequestEndedException if the request is over
	 */
	T get();

	/**
	 * Return the value of the current request as it is now. Runs no initializer and never
	 * fails.
	 * @return the value, or nothing without value or request
	 */
	Optional<T> find();

	/**
	 * Set the value of the current request, to which it belongs from now on. An earlier
	 * value may still be in use, so it is closed at the end of the request as this one
	 * is.
	 * @param value the value
	 * @throws NoCurrentRequestException if no request is current
	 * @throws RequestEndedException if the request is over; the value is closed
	 */
	void set(T value);

	/**
	 * Take the value of the current request out. The caller owns it from now on: it is
	 * not closed at the end of the request.
	 * @return the value, or nothing without value or request
	 */
	Optional<T> remove();

	/**
	 * Return a {@code Mono} of what {@link #get()} returns in the request of its
	 * subscriber, which Reactor's context tells. Works without automatic context
	 * propagation as well.
	 * @return a {@code Mono} of the value, or of one of the errors of {@link #get()}
	 */
	Mono<T> mono();

	/**
	 * Return a {@code Mono} that {@link #set(Object) sets} the value in the request of
	 * its subscriber, which Reactor's context tells. Works without automatic context
	 * propagation as well.
	 * @param value the value
	 * @return a {@code Mono} that completes when it is set
	 */
	Mono<Void> setMono(T value);

}
