package dev.holdfast.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Where caches and rate limiters keep what they have.
 *
 * @since 0.1.0
 */
public enum SharedStorageType {

	/**
	 * In the memory of this JVM.
	 */
	HEAP,

	/**
	 * In Redis, where all nodes share it.
	 */
	REDIS;

	/**
	 * Return whether something is in Redis.
	 * @param own what is said of it, or {@code null} if it goes with all state
	 * @param state where state is kept
	 * @return whether it is in Redis
	 */
	static boolean isRedis(@Nullable SharedStorageType own, StateStorageType state) {
		return (own != null) ? own == REDIS : state == StateStorageType.REDIS;
	}

}
