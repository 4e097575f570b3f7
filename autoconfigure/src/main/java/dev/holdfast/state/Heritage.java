package dev.holdfast.state;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What earlier generations left to one generation. Taking it over happens under the lock
 * of all initializers.
 */
interface Heritage {

	/**
	 * Nothing is left, as in production.
	 */
	Heritage NONE = new NoHeritage();

	/**
	 * Return the keys of all values that are left.
	 * @return the keys
	 */
	Set<String> keys();

	/**
	 * Find the definition of a value that the running generation knows by key alone.
	 * @param key the key
	 * @return a definition without an initializer, or {@code null} if nothing is left
	 * under the key
	 * @throws ParkedStateException if the type of the value is missing
	 */
	@Nullable StateDefinition<?> definition(String key);

	/**
	 * Migrate a value. It stays here until it is {@link #taken(Claim) taken}.
	 * @param definition the definition
	 * @return the value, or why it is refused; {@code null} if nothing is left under the
	 * key
	 */
	@Nullable Claim claim(StateDefinition<?> definition);

	/**
	 * A value is now in a cell, or its definition knows that it is parked.
	 * @param claim what came of claiming it
	 */
	void taken(Claim claim);

	/**
	 * Let go of a value for good.
	 * @param key the key
	 * @return whether there was one
	 */
	boolean discard(String key);

}
