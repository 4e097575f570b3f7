package dev.holdfast.state;

import java.util.List;
import java.util.function.UnaryOperator;

import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Holds the value of one piece of {@link RestartState}, for the generation that defined
 * it.
 * <p>
 * Safe for use by many threads. Reading never waits. {@link #set}, {@link #update} and
 * {@link #reset} of one cell exclude each other, so no update is lost; changes inside a
 * mutable value are the caller's own business.
 * <p>
 * If state is kept in a storage that many JVMs share, {@link #get} returns what this JVM
 * knows of it, which is behind others by the way of a message; writing is always based on
 * the latest value. Methods that write and do not return a {@code Mono} wait for the
 * storage then, and refuse to do so on the threads of an event loop. A function that
 * computes a new value may run several times, on any thread; and a change inside a
 * mutable value is not seen.
 * <p>
 * If the value of an earlier generation could not be migrated, it is parked and all
 * access throws a {@link ParkedStateException}. Once a generation is retired its cells
 * still tell their last value, to requests that began before, but all writing throws a
 * {@link StaleStateException}.
 *
 * @param <T> the type of the value
 * @since 0.1.0
 */
public interface StateCell<T> {

	/**
	 * Return the name of this state.
	 * @return the key
	 */
	String key();

	/**
	 * Return the current value.
	 * @return the value
	 */
	T get();

	/**
	 * Return the latest value, whoever has written it.
	 * @return the value
	 */
	default Mono<T> getMono() {
		return Mono.fromSupplier(this::get);
	}

	/**
	 * Replace the value.
	 * @param value the new value
	 * @throws UnsupportedStateException if the value is {@code null}
	 */
	void set(T value);

	/**
	 * Replace the value. Does not wait for a storage.
	 * @param value the new value
	 * @return completes when it is replaced
	 */
	default Mono<Void> setMono(T value) {
		return Mono.fromRunnable(() -> set(value));
	}

	/**
	 * Replace the value by one that is computed from it. Other writers of this cell wait
	 * meanwhile, so the function should be quick; it must not write to this cell, and
	 * should neither write to another one nor define state, as two such updates can
	 * deadlock. A restart waits a short while for a running update; if it takes longer,
	 * its result is refused.
	 * @param change computes the new value; if it fails, the value stays as it was
	 * @return the new value
	 * @throws UnsupportedStateException if the new value is {@code null}
	 */
	T update(UnaryOperator<T> change);

	/**
	 * Replace the value by one that is computed from it, as {@link #update} does. Does
	 * not wait for a storage.
	 * @param change computes the new value; if it fails, the value stays as it was
	 * @return the new value; each subscriber updates once
	 */
	default Mono<T> updateMono(UnaryOperator<T> change) {
		return Mono.fromSupplier(() -> update(change));
	}

	/**
	 * Replace the value by the initial one: the initializer of this generation runs
	 * again. If it fails, the value stays as it was.
	 * @return the initial value
	 * @throws UnsupportedStateException if the initial value is {@code null}
	 */
	T reset();

	/**
	 * Replace the value by the initial one, as {@link #reset} does. Does not wait for a
	 * storage.
	 * @return the initial value
	 */
	default Mono<T> resetMono() {
		return Mono.fromSupplier(this::reset);
	}

	/**
	 * Listen to changes. Listeners are called in order of registration, for each
	 * {@link #set}, {@link #update} and {@link #reset}, in the order of these. One that
	 * fails is logged, and the change stands. They end with their generation.
	 * @param listener the listener
	 * @return removes the listener
	 */
	Disposable onChange(StateChangeListener<? super T> listener);

	/**
	 * Return the latest values, the current one included.
	 * @return the values, newest last; empty unless the state has a history
	 * @see StateDefinition#history(int)
	 */
	List<StateChange<T>> history();

}
