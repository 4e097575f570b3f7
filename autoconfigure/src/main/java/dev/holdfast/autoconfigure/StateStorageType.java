package dev.holdfast.autoconfigure;

/**
 * Where restart state is kept.
 *
 * @since 0.1.0
 */
public enum StateStorageType {

	/**
	 * In the memory of this JVM.
	 */
	HEAP,

	/**
	 * In the memory of this JVM, and in development in a file, too, from which the next
	 * JVM takes it over.
	 */
	FILE,

	/**
	 * In Redis, where all nodes of the application share it.
	 */
	REDIS

}
