package dev.holdfast.state.migration;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * One attempt to rehydrate a value. All its bookkeeping is here and none in the nodes, so
 * that a failed attempt leaves no trace.
 * <p>
 * A depth-first walk on a stack of its own, with Tarjan's way of telling cycles: a node
 * is <em>closed</em> when the walk leaves it if nothing within its reach lies above it.
 * What lies above is not complete, and may not even be there. A node that needs it waits
 * until the topmost node of their cycle is closed.
 */
final class Attempt implements Parts {

	private static final int UNUSED = -2;

	private final Set<FieldsAssembler> used = new LinkedHashSet<>();

	private final WalkStack stack = new WalkStack();

	private final Assemblers assemblers;

	private final NodeTable table;

	private final Walk walk;

	private final NodeInstances instances;

	private final Construction construction;

	private final WaitingList waiting;

	Attempt(Assemblers assemblers, Map<Node, Object> shared, @Nullable Supplier<?> fresh, DehydratedValue value) {
		this.assemblers = assemblers;
		this.table = new NodeTable(value);
		this.walk = new Walk(value.size());
		this.instances = new NodeInstances(shared, this.table, this.walk);
		this.construction = new Construction(assemblers, this.table, this.walk, fresh);
		this.waiting = new WaitingList(this.construction, this.instances, this.table, this.walk);
	}

	NodeInstances instances() {
		return this.instances;
	}

	List<String> changes() {
		return this.used.stream().flatMap((assembler) -> assembler.changes().stream()).distinct().toList();
	}

	@Nullable Object run(Object entry) {
		if (!(entry instanceof Node node)) {
			return entry;
		}
		Object present = this.instances.present(node);
		if (present != null) {
			return present;
		}
		enter(this.instances.overlay().resolve(node), Walk.NONE, 0);
		while (!this.stack.isEmpty()) {
			step(this.stack.index(), this.stack.assembler());
		}
		this.construction.check();
		this.walk.at(Walk.NONE);
		return this.walk.instance(0);
	}

	private void step(int index, Assembler assembler) {
		Node node = this.table.get(index);
		int required = assembler.required(node);
		int links = assembler.links(node);
		for (int part = this.stack.seen(); part <= links; part++) {
			if (part == required && this.walk.instance(index) == null) {
				boolean incomplete = !this.walk.isClosed(index) || this.waiting.size() > this.stack.mark();
				this.construction.create(index, assembler, this, incomplete);
			}
			if (part < links && visit(node, assembler, index, part)) {
				return;
			}
		}
		leave(index, assembler);
	}

	// Returns whether the walk has entered the part, as it has not been there before
	private boolean visit(Node node, Assembler assembler, int parent, int part) {
		Object entry = node.content[part];
		if (!(entry instanceof Node child)) {
			this.stack.see(Walk.NONE);
			return false;
		}
		if (!assembler.uses(node, part)) {
			this.stack.see(UNUSED);
			return false;
		}
		if (this.instances.present(child) != null) {
			this.stack.see(Walk.NONE);
			return false;
		}
		Node resolved = this.instances.overlay().resolve(child);
		int index = this.table.indexOf(resolved);
		if (index == NodeTable.ABSENT) {
			this.stack.see(this.table.size());
			enter(resolved, parent, part);
			return true;
		}
		this.stack.see(index);
		if (!this.walk.isComplete(index)) {
			this.walk.refers(parent, index);
		}
		return false;
	}

	private void enter(Node node, int parent, int part) {
		int index = this.table.add(node);
		this.walk.enter(index, parent, part);
		Assembler assembler = this.assemblers.of(node.recipe);
		if (assembler instanceof FieldsAssembler fields && !fields.isUnchanged()) {
			this.used.add(fields);
		}
		this.stack.push(index, assembler, this.waiting.size());
	}

	private void leave(int index, Assembler assembler) {
		if (this.walk.isClosed(index)) {
			close(index, assembler, this.stack.mark());
			return;
		}
		if (this.construction.isReady(index, assembler, this)) {
			this.construction.fill(index, assembler, this);
		}
		if (!this.walk.isFilled(index)) {
			this.waiting.add(index);
		}
		this.stack.pop();
		this.walk.refers(this.walk.parent(index), index);
	}

	private void close(int index, Assembler assembler, int mark) {
		this.waiting.create(mark);
		if (this.walk.instance(index) == null) {
			this.construction.insist(index, assembler, this);
		}
		if (!assembler.looksAtParts()) {
			this.construction.fill(index, assembler, this);
		}
		this.waiting.fill(mark);
		this.construction.fill(index, assembler, this);
		this.stack.pop();
	}

	@Override
	public @Nullable Object get(Node node, int part) {
		int index = (part < this.stack.seen()) ? this.stack.part(part) : Walk.NONE;
		if (index >= 0) {
			return this.walk.instance(index);
		}
		Object entry = node.content[part];
		return (entry instanceof Node child) ? this.instances.present(child) : entry;
	}

	@Override
	public int index(Node node, int part) {
		return this.stack.part(part);
	}

	@Nullable String failedType() {
		int failed = this.walk.at();
		return (failed != Walk.NONE) ? this.table.get(failed).recipe.typeName() : null;
	}

	/**
	 * Return where the attempt failed.
	 * @param part the part of the node that it failed at, or {@link Walk#NONE}
	 * @return the path
	 */
	String path(int part) {
		Path path = new Path();
		int failed = this.walk.at();
		if (failed != Walk.NONE && part != Walk.NONE) {
			path.prepend(segment(failed, part));
		}
		for (int index = failed; index > 0; index = this.walk.parent(index)) {
			path.prepend(segment(this.walk.parent(index), this.walk.part(index)));
		}
		return path.toString();
	}

	private String segment(int index, int part) {
		return this.construction.assembler(index).segment(this.table.get(index), part);
	}

}
