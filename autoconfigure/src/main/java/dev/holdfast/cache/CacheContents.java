package dev.holdfast.cache;

import java.lang.ref.WeakReference;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.holdfast.state.StateCell;

/**
 * The value of a cache's cell: entries that a generation has left, or a reference to the
 * store where the running one keeps them.
 * <p>
 * A store belongs to one generation, as its settings and what is computed in it do. The
 * weak reference to its cell tells which one; a value without app types in reach outlives
 * its generation as it is, and the next one copies the entries to a store of its own.
 */
final class CacheContents {

	private volatile Link link;

	CacheContents(List<StoredEntry> entries) {
		this.link = new Link(entries, null, new WeakReference<>(null));
	}

	void link(CacheStore store, StateCell<CacheContents> cell) {
		this.link = new Link(List.of(), store, new WeakReference<>(cell));
	}

	/**
	 * Return the store, if it is of the generation of a cell.
	 * @param cell the cell
	 * @return the store, or {@code null} if there is none yet
	 */
	@Nullable CacheStore storeOf(StateCell<CacheContents> cell) {
		Link link = this.link;
		return (link.cell.get() == cell) ? link.store : null;
	}

	List<StoredEntry> entries() {
		Link link = this.link;
		return (link.store != null) ? link.store.entries() : link.entries;
	}

	/**
	 * Where the entries are.
	 *
	 * @param entries the entries, unless there is a store
	 * @param store the store, if there is one
	 * @param cell the cell that the store was made for
	 */
	private record Link(List<StoredEntry> entries, @Nullable CacheStore store,
			WeakReference<StateCell<CacheContents>> cell) {
	}

}
