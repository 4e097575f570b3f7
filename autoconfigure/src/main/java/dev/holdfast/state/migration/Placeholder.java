package dev.holdfast.state.migration;

import java.io.Serializable;

/**
 * Stands in a serialized object for something that the graph has.
 *
 * @param index its index in the content of the node
 */
record Placeholder(int index) implements Serializable {

}
