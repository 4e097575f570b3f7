package dev.holdfast.state;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import dev.holdfast.state.storage.StateCodec;
import dev.holdfast.state.storage.StateStorage;
import dev.holdfast.state.storage.StorageWaits;
import dev.holdfast.state.storage.StoredValue;

/**
 * Restart state in a storage that many JVMs share; what cannot leave this JVM is in cells
 * of its own.
 * <p>
 * Cells are made under the lock of {@link Initialization}, which waits for the storage if
 * nothing is stored yet; finding one takes no lock.
 */
final class SharedRestartState implements RestartState, AutoCloseable {

	private static final Log logger = LogFactory.getLog(SharedRestartState.class);

	private static final String OWN_PREFIX = "holdfast.";

	private final Map<String, SharedStateCell<?>> cells = new ConcurrentHashMap<>();

	private final DefaultRestartState local;

	private final CellGeneration generation;

	private final StateStorage storage;

	private final StateCodec codec;

	private final Disposable changes;

	SharedRestartState(DefaultRestartState local, StateStorage storage, StateCodec codec) {
		this.local = local;
		this.generation = local.generation();
		this.storage = storage;
		this.codec = codec;
		this.changes = storage.changes()
			.subscribe(this::changed, (failure) -> logger
				.error("Changes by others are no longer seen in " + storage.describe(), failure));
	}

	private void changed(String key) {
		if (key.equals(StateStorage.ALL)) {
			this.cells.values().forEach(SharedStateCell::refresh);
			return;
		}
		SharedStateCell<?> cell = this.cells.get(key);
		if (cell != null) {
			cell.refresh();
		}
	}

	@Override
	public <T> StateCell<T> define(String key, Class<T> type, Supplier<? extends T> initializer) {
		return define(StateDefinition.of(key, type, initializer));
	}

	@Override
	public <T> StateCell<T> define(StateDefinition<T> definition) {
		Assert.notNull(definition, "'definition' must not be null");
		if (definition.isLocal() || isOwn(definition.key())) {
			return this.local.define(definition);
		}
		SharedStateCell<?> cell = this.cells.get(definition.key());
		if (cell != null) {
			return cell.as(definition);
		}
		this.generation.checkNotRetired(definition.key());
		// Before the lock, lest somebody who must not wait does so for the lock
		StoredValue stored = StorageWaits.await(this.storage.read(definition.key()), this.storage.describe(),
				SharedStateCell.FIRST_USE);
		return this.generation.initialization().call(() -> definedCell(definition, stored));
	}

	// What caches and limiters keep in cells is of use in this JVM only
	private static boolean isOwn(String key) {
		return key.startsWith(OWN_PREFIX);
	}

	private <T> StateCell<T> definedCell(StateDefinition<T> definition, @Nullable StoredValue stored) {
		String key = definition.key();
		SharedStateCell<?> present = this.cells.get(key);
		if (present != null) {
			return present.as(definition);
		}
		this.generation.checkNotRetired(key);
		CellUse<T> use = new CellUse<>(definition, CallSite.current());
		return this.generation.initialization().once(key, use.site(), () -> {
			SharedStateCell<T> cell = new SharedStateCell<>(use, this.generation, this.storage, this.codec, stored);
			this.cells.put(key, cell);
			// Somebody may have changed it before it was there to be told
			cell.refresh();
			return cell;
		});
	}

	@Override
	public <T> T get(String key, Class<T> type) {
		Assert.notNull(type, "'type' must not be null");
		SharedStateCell<?> cell = this.cells.get(key);
		if (cell != null) {
			return cell.as(StateDefinition.boxed(type)).get();
		}
		return isLocal(key) ? this.local.get(key, type) : undefinedCell(key, StateDefinition.boxed(type)).get();
	}

	@Override
	public void set(String key, Object value) {
		SharedStateCell<?> cell = this.cells.get(key);
		if (cell == null && isLocal(key)) {
			this.local.set(key, value);
		}
		else {
			((cell != null) ? cell : undefinedCell(key, Object.class)).setUnchecked(value);
		}
	}

	private boolean isLocal(@Nullable String key) {
		Assert.hasText(key, "'key' must not be empty");
		return isOwn(key) || this.local.keys().contains(key);
	}

	// Not kept: a definition to come may know better
	private <T> SharedStateCell<T> undefinedCell(String key, Class<T> type) {
		StoredValue stored = stored(key);
		StateDefinition<?> definition = StateDefinition.stored(key, type, stored.version(), 0);
		SharedStateCell<?> cell = new SharedStateCell<>(new CellUse<>(definition, CallSite.current()), this.generation,
				this.storage, this.codec, stored);
		// It is used once, and has nothing to keep up with
		cell.close();
		return cell.as(type);
	}

	private StoredValue stored(String key) {
		StoredValue stored = StorageWaits.await(this.storage.read(key), this.storage.describe(), "a cell");
		if (stored == null) {
			throw new UndefinedStateException(key, keys());
		}
		return stored;
	}

	@Override
	public void discard(String key) {
		SharedStateCell<?> cell = this.cells.get(key);
		if (cell != null) {
			cell.discard();
		}
		else if (isLocal(key)) {
			this.local.discard(key);
		}
		else {
			Boolean deleted = StorageWaits.await(this.storage.delete(key), this.storage.describe(), "a cell");
			if (!Boolean.TRUE.equals(deleted)) {
				throw new UndefinedStateException(key, keys());
			}
		}
	}

	/**
	 * Return the keys that this generation has defined, and what is left in this JVM.
	 */
	@Override
	public Set<String> keys() {
		Set<String> keys = new TreeSet<>(this.cells.keySet());
		keys.addAll(this.local.keys());
		return keys;
	}

	@Override
	public Mono<Void> flush() {
		return this.local.flush();
	}

	@Override
	public void close() {
		this.changes.dispose();
		this.cells.values().forEach(SharedStateCell::close);
	}

}
