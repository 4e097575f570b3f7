package dev.holdfast.state.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Creates and fills the objects of an attempt, and remembers those that have to be
 * checked at the end.
 */
final class Construction {

	private final List<Integer> unproven = new ArrayList<>();

	private final Assemblers assemblers;

	private final NodeTable table;

	private final Walk walk;

	private final @Nullable Supplier<?> fresh;

	Construction(Assemblers assemblers, NodeTable table, Walk walk, @Nullable Supplier<?> fresh) {
		this.assemblers = assemblers;
		this.table = table;
		this.walk = walk;
		this.fresh = fresh;
	}

	Assembler assembler(int index) {
		return this.assemblers.of(this.table.get(index).recipe);
	}

	/**
	 * Create an object, unless a part that it needs for that is not there.
	 * @param index its index
	 * @param assembler its assembler
	 * @param parts its parts
	 * @param incomplete whether some part may not be complete
	 * @return whether it is there
	 */
	boolean create(int index, Assembler assembler, Parts parts, boolean incomplete) {
		this.walk.at(index);
		Node node = this.table.get(index);
		int required = assembler.required(node);
		if (incomplete && missing(node, assembler, parts) != Walk.NONE) {
			return false;
		}
		if (incomplete && !isProven(node, assembler, parts)) {
			this.unproven.add(index);
		}
		Object instance = assembler.create(node, parts, fresh(index, assembler));
		this.walk.created(index, instance);
		if (incomplete) {
			checkHolds(node, assembler, instance, parts, required);
		}
		if (!assembler.isFilled()) {
			this.walk.filled(index);
		}
		return true;
	}

	/**
	 * Create an object that cannot wait any longer.
	 * @param index its index
	 * @param assembler its assembler
	 * @param parts its parts
	 */
	void insist(int index, Assembler assembler, Parts parts) {
		if (!create(index, assembler, parts, true)) {
			throw new Misfit("It cannot be created before it is there itself");
		}
	}

	/**
	 * Return a part that is needed to create an object and has not been created.
	 * @param node the object
	 * @param assembler its assembler
	 * @param parts its parts
	 * @return the index of the part, negative if there is none
	 */
	int missing(Node node, Assembler assembler, Parts parts) {
		int required = assembler.required(node);
		for (int part = 0; part < required; part++) {
			int child = parts.index(node, part);
			if (child >= 0 && this.walk.instance(child) == null) {
				return child;
			}
		}
		return Walk.NONE;
	}

	private boolean isProven(Node node, Assembler assembler, Parts parts) {
		int required = assembler.required(node);
		for (int part = 0; part < required; part++) {
			int child = parts.index(node, part);
			if (child >= 0 && assembler.looksAt(node, part) && !this.walk.isComplete(child)) {
				return false;
			}
		}
		return true;
	}

	private void checkHolds(Node node, Assembler assembler, Object instance, Parts parts, int required) {
		for (int part = 0; part < required; part++) {
			int child = parts.index(node, part);
			if (child >= 0 && !this.walk.isFilled(child)
					&& !assembler.holds(instance, part, this.walk.instance(child))) {
				throw new Misfit("The constructor copied it before it was complete, as it is part of a cycle").at(part);
			}
		}
	}

	private @Nullable Object fresh(int index, Assembler assembler) {
		if (!assembler.isRefilled()) {
			return null;
		}
		int parent = this.walk.parent(index);
		if (parent == Walk.NONE) {
			return (this.fresh != null) ? this.fresh.get() : null;
		}
		Object owner = this.walk.instance(parent);
		return (owner != null) ? assembler(parent).fresh(owner, this.walk.part(index)) : null;
	}

	/**
	 * Fill an object.
	 * @param index its index
	 * @param assembler its assembler
	 * @param parts its parts
	 */
	void fill(int index, Assembler assembler, Parts parts) {
		Object instance = this.walk.instance(index);
		if (instance != null && !this.walk.isFilled(index)) {
			this.walk.at(index);
			assembler.fill(instance, this.table.get(index), parts);
			this.walk.filled(index);
		}
	}

	/**
	 * Return whether everything is there to fill an object with.
	 * @param index its index
	 * @param assembler its assembler
	 * @param parts its parts
	 * @return whether it can be filled
	 */
	boolean isReady(int index, Assembler assembler, Parts parts) {
		Node node = this.table.get(index);
		for (int part = 0; part < assembler.links(node); part++) {
			int child = parts.index(node, part);
			if (child >= 0 && (this.walk.instance(child) == null
					|| (assembler.looksAt(node, part) && !this.walk.isComplete(child)))) {
				return false;
			}
		}
		return this.walk.instance(index) != null;
	}

	/**
	 * Check the objects that had to be created from parts which were not complete.
	 */
	void check() {
		for (int index : this.unproven) {
			Object instance = this.walk.instance(index);
			if (instance != null && !assembler(index).isIntact(instance)) {
				this.walk.at(index);
				throw new Misfit("It is immutable, but had to be created before the hash codes of its elements were "
						+ "known, as they are part of a cycle");
			}
		}
	}

}
