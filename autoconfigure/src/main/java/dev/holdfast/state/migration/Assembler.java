package dev.holdfast.state.migration;

import org.jspecify.annotations.Nullable;

/**
 * Puts objects of one recipe together. An object comes into being once its required parts
 * are there; the other parts are filled in later, so that cycles can run through them.
 */
abstract class Assembler {

	/**
	 * Return how many leading parts must be there before the object can be.
	 * @param node the object
	 * @return the number of parts
	 */
	abstract int required(Node node);

	/**
	 * Return how many leading parts may be nodes.
	 * @param node the object
	 * @return the number of parts
	 */
	final int links(Node node) {
		return node.recipe.links(node.content.length);
	}

	abstract Object create(Node node, Parts parts, @Nullable Object fresh);

	/**
	 * Return whether the object is created first and filled later.
	 * @return {@code false} if it is complete once it has been created
	 */
	boolean isFilled() {
		return false;
	}

	void fill(Object instance, Node node, Parts parts) {
		throw new IllegalStateException("Nothing is filled in later");
	}

	/**
	 * Return whether the object may be a fresh one that the application's own initializer
	 * has made.
	 * @return whether it is asked for
	 */
	boolean isRefilled() {
		return false;
	}

	/**
	 * Return whether a part is of use. One that is not may be of a class that is gone.
	 * @param node the object
	 * @param part the index of the part
	 * @return whether it is used
	 */
	boolean uses(Node node, int part) {
		return true;
	}

	/**
	 * Return whether a part is looked at when it is filled in, as a hash table does, so
	 * that everything within its reach must be there.
	 * @param node the object
	 * @param part the index of the part
	 * @return whether it is looked at
	 */
	boolean looksAt(Node node, int part) {
		return false;
	}

	/**
	 * Return whether any part is looked at when it is filled in.
	 * @return whether parts are looked at
	 */
	boolean looksAtParts() {
		return false;
	}

	/**
	 * Return whether an object has taken a part as it is, rather than copied it.
	 * @param instance the object
	 * @param part the index of the part
	 * @param value the part
	 * @return whether it holds the part
	 */
	boolean holds(Object instance, int part, @Nullable Object value) {
		return true;
	}

	/**
	 * Return what the object's own code has put where a part belongs.
	 * @param instance the object
	 * @param part the index of the part
	 * @return the fresh part, if there is one
	 */
	@Nullable Object fresh(Object instance, int part) {
		return null;
	}

	/**
	 * Check an object that had to be created from parts which were not complete.
	 * @param instance the object
	 * @return whether it still works
	 */
	boolean isIntact(Object instance) {
		return true;
	}

	abstract String segment(Node node, int part);

}
