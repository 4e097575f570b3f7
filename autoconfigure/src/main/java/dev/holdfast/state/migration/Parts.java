package dev.holdfast.state.migration;

import org.jspecify.annotations.Nullable;

/**
 * Gives what has been made of the parts of a node.
 */
interface Parts {

	/**
	 * Return the object that a part has become.
	 * @param node the node
	 * @param part the index of the part
	 * @return the object
	 */
	@Nullable Object get(Node node, int part);

	/**
	 * Return the index of a part in the walk.
	 * @param node the node
	 * @param part the index of the part
	 * @return its index, negative if the attempt has not to make it
	 */
	int index(Node node, int part);

}
