package dev.holdfast.state.migration;

import org.jspecify.annotations.Nullable;

/**
 * A value without the classes of the generation that made it. It can be rehydrated for
 * later generations as often as it takes: neither success nor failure changes it.
 *
 * @since 0.1.0
 */
public final class DehydratedValue {

	private final Object entry;

	private final String typeName;

	private final int first;

	private final int size;

	private boolean exclusive = true;

	DehydratedValue(Object entry, String typeName, int first, int size) {
		this.entry = entry;
		this.typeName = typeName;
		this.first = first;
		this.size = size;
	}

	/**
	 * Some value of the pass shares nodes with another one, so that nodes of another pass
	 * can come into this value.
	 */
	void share() {
		this.exclusive = false;
	}

	/**
	 * Return whether all nodes of the value are its own, and known by their numbers.
	 * @return whether no node is shared
	 */
	boolean isExclusive() {
		return this.exclusive;
	}

	/**
	 * Return the number of the first node that was made for this value.
	 * @return the number
	 */
	int first() {
		return this.first;
	}

	Object entry() {
		return this.entry;
	}

	/**
	 * Return whether no object of an app type is within reach of the value, so that it is
	 * still the very same object.
	 * @return whether the value is kept
	 */
	public boolean isKept() {
		return !(this.entry instanceof Node node) || node.isKept();
	}

	/**
	 * Return the class of the value, as it was named.
	 * @return the name of the class
	 */
	public String typeName() {
		return this.typeName;
	}

	/**
	 * Return how many objects had to be taken apart, containers included; leaves such as
	 * strings and numbers do not count, nor does what an earlier value of the pass shares
	 * with this one.
	 * @return the number of objects
	 */
	public int size() {
		return this.size;
	}

	@Nullable Object kept() {
		return (this.entry instanceof Node node) ? node.kept() : this.entry;
	}

	@Override
	public String toString() {
		return "dehydrated " + this.typeName;
	}

}
