package dev.holdfast.state;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import reactor.core.publisher.Mono;

import dev.holdfast.state.storage.StateCodec;
import dev.holdfast.state.storage.StateStorage;

/**
 * One central place for values that outlive restarts. In development a value that was
 * defined under a key is found again under that key by every later generation; in
 * production the same values live in plain memory, as long as the application context.
 * <p>
 * Safe for use by many threads. Values are never {@code null}. Values of the JDK and of
 * libraries keep their identity, unless they contain objects of the application's own
 * classes: those are rebuilt with the classes of the next generation. A value that these
 * classes do not fit is parked until they do, or until it is {@link #discard discarded}.
 * <p>
 * An object of this type belongs to one generation, and so do the cells that it hands
 * out. Code of a retired generation can still read what it had, but no longer write.
 *
 * @since 0.1.0
 */
public interface RestartState {

	/**
	 * Define a piece of state, or find what an earlier generation made of it.
	 * @param <T> the type of the value
	 * @param key the name of the state, unique in the application
	 * @param type the type of the value
	 * @param initializer makes the first value; runs once however often the application
	 * restarts and however many threads define the key at the same time. It may define
	 * other state, but not wait for a thread that does. If it fails, nothing is defined
	 * @return the cell that holds the value; if the value is parked, the cell throws a
	 * {@link ParkedStateException} when it is used
	 * @throws StateTypeConflictException if the running generation defines the key with
	 * another type, too
	 * @throws UnsupportedStateException if the value is {@code null}
	 * @throws StaleStateException if this generation has been retired
	 */
	<T> StateCell<T> define(String key, Class<T> type, Supplier<? extends T> initializer);

	/**
	 * Define a piece of state, or find what an earlier generation made of it.
	 * @param <T> the type of the value
	 * @param definition says what the state is, and how it came to be so
	 * @return the cell that holds the value; if the value is parked, the cell throws a
	 * {@link ParkedStateException} when it is used
	 * @throws StateTypeConflictException if the running generation defines the key with
	 * another type, too
	 * @throws StateDefinitionConflictException if the running generation defines the key
	 * with another version, too, or has used the key before, and the value would have had
	 * to be migrated by this definition
	 * @throws UnsupportedStateException if the value is {@code null}
	 * @throws StaleStateException if this generation has been retired
	 */
	<T> StateCell<T> define(StateDefinition<T> definition);

	/**
	 * Return the current value of a piece of state. If only an earlier generation has
	 * defined it, the value is migrated with the type and version that it had.
	 * @param <T> the type of the value
	 * @param key the name of the state
	 * @param type the type of the value, without type arguments
	 * @return the value
	 * @throws UndefinedStateException if nobody has defined the key
	 * @throws StateTypeConflictException if the key is defined with another type
	 * @throws ParkedStateException if the value is parked
	 */
	<T> T get(String key, Class<T> type);

	/**
	 * Replace the value of a piece of state. If only an earlier generation has defined
	 * it, the value is migrated first, with the type and version that it had.
	 * @param key the name of the state
	 * @param value the new value
	 * @throws UndefinedStateException if nobody has defined the key
	 * @throws StateTypeConflictException if the key is defined with another type
	 * @throws UnsupportedStateException if the value is {@code null}
	 * @throws ParkedStateException if the value is parked
	 * @throws StaleStateException if this generation has been retired
	 */
	void set(String key, Object value);

	/**
	 * Let go of a value and its history, whether a cell holds it or it is parked. If the
	 * running generation has defined the key, its initializer runs, and the cell goes on
	 * with the initial value; if that fails, the value stays as it was. Otherwise the key
	 * is unknown afterwards.
	 * @param key the name of the state
	 * @throws UndefinedStateException if nobody has defined the key
	 * @throws StaleStateException if this generation has been retired
	 */
	void discard(String key);

	/**
	 * Return the keys of all state that there is, whether this generation has asked for
	 * it or not.
	 * @return the keys, sorted
	 */
	Set<String> keys();

	/**
	 * Return what there is to tell of each piece of state, without asking for its value.
	 * @return what there is to tell, in the order of the keys
	 */
	default List<StateInfo> describe() {
		return keys().stream().sorted().map(StateInfo::of).toList();
	}

	/**
	 * Store everything that has changed before the call, if state is kept beyond the
	 * memory of this JVM.
	 * @return completes when it is on disk, at once if state is kept in memory alone;
	 * fails with a {@link dev.holdfast.state.storage.StateStorageException} if it cannot
	 * be written now. What only memory can hold is left out, and does not fail it.
	 * Nothing is stored before somebody subscribes
	 */
	Mono<Void> flush();

	/**
	 * Create an empty restart state on plain memory. It lives as long as somebody holds
	 * it.
	 * @return the restart state
	 */
	static RestartState create() {
		return create(0);
	}

	/**
	 * Create an empty restart state on plain memory. It lives as long as somebody holds
	 * it.
	 * @param historySize number of values that each cell remembers, unless its definition
	 * says otherwise
	 * @return the restart state
	 */
	static RestartState create(int historySize) {
		return new DefaultRestartState(new CellGeneration(1, Clock.systemUTC(), historySize), Heritage.NONE);
	}

	/**
	 * Create restart state that many JVMs share.
	 * @param local keeps what cannot leave this JVM; made by a method of this package
	 * @param storage keeps everything else
	 * @param codec makes bytes of values
	 * @return the restart state, to be closed
	 */
	static RestartState shared(RestartState local, StateStorage storage, StateCodec codec) {
		return new SharedRestartState((DefaultRestartState) local, storage, codec);
	}

}
