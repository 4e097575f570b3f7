package dev.holdfast.state;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import reactor.core.publisher.Mono;

/**
 * Keeps all cells of one generation in one map, and takes over what earlier generations
 * left when it is asked for first.
 * <p>
 * Finding a cell that is there takes no lock. Making one happens under the lock of
 * {@link Initialization}; putting it into the map excludes retirement, by the monitor of
 * the map. So a cell either is there when its generation retires, and its value moves on,
 * or whoever made it is refused.
 */
final class DefaultRestartState implements RestartState {

	private final Map<String, DefaultStateCell<?>> cells = new ConcurrentHashMap<>();

	private final CellGeneration generation;

	private final Heritage heritage;

	DefaultRestartState(CellGeneration generation, Heritage heritage) {
		this.generation = generation;
		this.heritage = heritage;
	}

	@Override
	public <T> StateCell<T> define(String key, Class<T> type, Supplier<? extends T> initializer) {
		return define(StateDefinition.of(key, type, initializer));
	}

	@Override
	public <T> StateCell<T> define(StateDefinition<T> definition) {
		Assert.notNull(definition, "'definition' must not be null");
		DefaultStateCell<?> cell = this.cells.get(definition.key());
		return (cell != null && cell.use().isDefinition()) ? cell.as(definition)
				: this.generation.initialization().call(() -> definedCell(definition));
	}

	private <T> StateCell<T> definedCell(StateDefinition<T> definition) {
		String key = definition.key();
		DefaultStateCell<?> present = this.cells.get(key);
		if (present != null) {
			return present.as(definition);
		}
		this.generation.checkNotRetired(key);
		CellUse<T> use = new CellUse<>(definition, CallSite.current());
		return this.generation.initialization().once(key, use.site(), () -> {
			Claim claim = this.heritage.claim(definition);
			if (claim != null) {
				return inheritedCell(use, claim);
			}
			DefaultStateCell<T> cell = new DefaultStateCell<>(use, this.generation, use.initialValue(), List.of());
			commit(key, () -> this.cells.put(key, cell));
			return cell;
		});
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private <T> DefaultStateCell<T> inheritedCell(CellUse<T> use, Claim claim) {
		DefaultStateCell<T> cell = new DefaultStateCell<>(use, this.generation, claim.content(),
				(List) claim.history());
		commit(claim.key(), () -> {
			this.cells.put(claim.key(), cell);
			this.heritage.taken(claim);
		});
		return cell;
	}

	@Override
	public <T> T get(String key, Class<T> type) {
		Assert.notNull(type, "'type' must not be null");
		return cell(key, type).as(StateDefinition.boxed(type)).get();
	}

	@Override
	public void set(String key, Object value) {
		cell(key, null).setUnchecked(value);
	}

	private DefaultStateCell<?> cell(@Nullable String key, @Nullable Class<?> type) {
		Assert.hasText(key, "'key' must not be empty");
		DefaultStateCell<?> cell = this.cells.get(key);
		return (cell != null) ? cell : this.generation.initialization().call(() -> cellKnownByKey(key, type));
	}

	private DefaultStateCell<?> cellKnownByKey(String key, @Nullable Class<?> type) {
		DefaultStateCell<?> present = this.cells.get(key);
		if (present != null) {
			return present;
		}
		this.generation.checkNotRetired(key);
		StateDefinition<?> definition = this.heritage.definition(key);
		if (definition == null) {
			throw new UndefinedStateException(key, keys());
		}
		CellUse<?> use = new CellUse<>(definition, CallSite.current());
		if (type != null) {
			use.checkType(StateDefinition.boxed(type));
		}
		return this.generation.initialization().once(key, use.site(), () -> {
			Claim claim = this.heritage.claim(definition);
			Assert.state(claim != null, "What is left of a key stays while the lock is held");
			ParkingReason refusal = claim.refusal();
			if (refusal != null) {
				// No cell: a definition to come may know better
				commit(key, () -> this.heritage.taken(claim));
				throw new ParkedStateException(key, this.generation.number(), refusal);
			}
			return inheritedCell(use, claim);
		});
	}

	@Override
	public void discard(String key) {
		Assert.hasText(key, "'key' must not be empty");
		this.generation.initialization().call(() -> {
			DefaultStateCell<?> cell = this.cells.get(key);
			if (cell != null && cell.use().isDefinition()) {
				return this.generation.initialization().once(key, CallSite.current(), () -> {
					cell.discard(() -> commit(key, () -> this.heritage.discard(key)));
					return true;
				});
			}
			commit(key, () -> {
				boolean inCell = this.cells.remove(key) != null;
				if (!this.heritage.discard(key) && !inCell) {
					throw new UndefinedStateException(key, keys());
				}
			});
			return true;
		});
	}

	@Override
	public Set<String> keys() {
		Set<String> keys = new TreeSet<>(this.cells.keySet());
		keys.addAll(this.heritage.keys());
		return keys;
	}

	@Override
	public List<StateInfo> describe() {
		return keys().stream().map((key) -> {
			DefaultStateCell<?> cell = this.cells.get(key);
			return (cell != null) ? StateInfo.of(cell) : StateInfo.of(key);
		}).toList();
	}

	private void commit(String key, Runnable change) {
		synchronized (this.cells) {
			this.generation.checkNotRetired(key);
			change.run();
		}
		this.generation.writes().changed();
	}

	@Override
	public Mono<Void> flush() {
		return this.generation.writes().flush();
	}

	/**
	 * End this generation: nobody begins to write from now on.
	 */
	void retire() {
		synchronized (this.cells) {
			this.generation.retire();
		}
	}

	CellGeneration generation() {
		return this.generation;
	}

	boolean has(String key) {
		return this.cells.containsKey(key);
	}

	/**
	 * Return the cells, which are all there will be once the generation is retired.
	 * @return the cells
	 */
	List<DefaultStateCell<?>> cells() {
		return List.copyOf(this.cells.values());
	}

}
