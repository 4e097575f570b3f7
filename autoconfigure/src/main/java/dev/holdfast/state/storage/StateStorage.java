package dev.holdfast.state.storage;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps values by name for many JVMs. It knows nothing of what they are.
 * <p>
 * Implementations are safe for use by many threads and never block. If the storage cannot
 * be reached, a publisher fails with a {@link StateStorageException} within a limit.
 *
 * @since 0.1.0
 */
public interface StateStorage {

	/**
	 * What {@link #changes()} emits if any name may have changed.
	 */
	String ALL = "*";

	/**
	 * Read a value.
	 * @param name the name
	 * @return the value, empty if there is none
	 */
	Mono<StoredValue> read(String name);

	/**
	 * Write a value, unless somebody else has written it since it was read.
	 * @param name the name
	 * @param expectedRevision the revision that it must have, 0 if it must not be there
	 * @param version the version of the definition that writes it
	 * @param content the value, which the storage keeps from then on
	 * @return whether it has been written, and what is stored now
	 */
	Mono<StoredWrite> compareAndSet(String name, long expectedRevision, int version, byte[] content);

	/**
	 * Remove a value, whoever has written it.
	 * @param name the name
	 * @return whether there was one
	 */
	Mono<Boolean> delete(String name);

	/**
	 * Listen to changes. Those that were made by this object may be left out.
	 * @return the names of what has changed; {@link #ALL} after changes may have been
	 * missed, such as when a connection was lost
	 */
	Flux<String> changes();

	/**
	 * Describe the storage for error messages.
	 * @return a few words, such as {@code Redis at localhost:6379}
	 */
	String describe();

}
