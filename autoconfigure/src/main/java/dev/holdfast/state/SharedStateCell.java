package dev.holdfast.state;

import java.util.List;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.holdfast.state.storage.StateCodec;
import dev.holdfast.state.storage.StateStorage;
import dev.holdfast.state.storage.StorageWaits;
import dev.holdfast.state.storage.StoredValue;
import dev.holdfast.state.storage.StoredWrite;

/**
 * A cell whose value is in a storage that many JVMs share. Safe for use by many threads,
 * as {@link SharedReplica} and {@link SharedWrites} are, and it has nothing else.
 * <p>
 * Nothing of it moves on at a restart: the next generation reads what is stored. What the
 * storage has acknowledged before is there, so no update is lost; a retired generation
 * begins no other.
 *
 * @param <T> the type of the value
 */
final class SharedStateCell<T> implements StateCell<T> {

	static final String FIRST_USE = "it outside of requests first";

	private final CellUse<T> use;

	private final CellGeneration generation;

	private final StateStorage storage;

	private final SharedContent<T> content;

	private final SharedReplica<T> replica;

	private final SharedWrites<T> writes;

	/**
	 * Create a cell, and store its first value if nothing is stored, which waits for the
	 * storage.
	 * @param use how it is used
	 * @param generation the generation that it belongs to
	 * @param storage where the value is stored
	 * @param codec makes bytes of it
	 * @param stored what is stored, or {@code null} if nothing is
	 */
	SharedStateCell(CellUse<T> use, CellGeneration generation, StateStorage storage, StateCodec codec,
			@Nullable StoredValue stored) {
		this.use = use;
		this.generation = generation;
		this.storage = storage;
		this.content = new SharedContent<>(use.definition(), generation.number(), storage, codec);
		this.replica = new SharedReplica<>(this.content, generation, (stored != null) ? stored : firstValue());
		this.writes = new SharedWrites<>(this, storage);
	}

	private StoredValue firstValue() {
		byte[] initial = this.content.encode(this.use.initialValue());
		StoredWrite first = await(this.storage.compareAndSet(key(), 0, this.content.version(), initial), FIRST_USE);
		Assert.state(first != null, "A write has a result");
		return first.present();
	}

	private <R> @Nullable R await(Mono<R> result, String instead) {
		return StorageWaits.await(result, this.storage.describe(), instead);
	}

	CellUse<T> use() {
		return this.use;
	}

	SharedContent<T> content() {
		return this.content;
	}

	SharedReplica<T> replica() {
		return this.replica;
	}

	void checkNotRetired() {
		this.generation.checkNotRetired(key());
	}

	/**
	 * Somebody else may have changed the value.
	 */
	void refresh() {
		this.writes.refresh();
	}

	/**
	 * Begin nothing more.
	 */
	void close() {
		this.writes.close();
	}

	@Override
	public String key() {
		return this.use.definition().key();
	}

	@Override
	public T get() {
		return this.replica.copy().value();
	}

	@Override
	public Mono<T> getMono() {
		return this.storage.read(key())
			.map((stored) -> this.content.copyOf(stored).value())
			.switchIfEmpty(Mono.fromSupplier(this::get));
	}

	@Override
	public void set(T value) {
		this.writes.checkNotChanging();
		await(setMono(value), "setMono");
	}

	@Override
	public Mono<Void> setMono(T value) {
		T checked = this.use.checked(value);
		return submitted((current) -> checked).then();
	}

	@Override
	public T update(UnaryOperator<T> change) {
		return written(updateMono(change), "updateMono");
	}

	@Override
	public Mono<T> updateMono(UnaryOperator<T> change) {
		Assert.notNull(change, "'change' must not be null");
		return submitted(change);
	}

	@Override
	public T reset() {
		return written(resetMono(), "resetMono");
	}

	@Override
	public Mono<T> resetMono() {
		return initialValue(CallSite.current()).flatMap((initial) -> submitted((current) -> initial));
	}

	// Others hold the lock of initializers while they wait for the storage
	private Mono<T> initialValue(String site) {
		Mono<T> initial = Mono
			.fromSupplier(() -> this.generation.initialization().once(key(), site, this.use::initialValue));
		return Mono.defer(() -> StorageWaits.mayWait() ? initial : initial.subscribeOn(Schedulers.boundedElastic()));
	}

	/**
	 * Let go of the value, and of what came before it.
	 */
	void discard() {
		reset();
		this.replica.forgetHistory();
	}

	private Mono<T> submitted(UnaryOperator<T> change) {
		return Mono.defer(() -> {
			checkNotRetired();
			return this.writes.submit(change);
		});
	}

	private T written(Mono<T> result, String instead) {
		this.writes.checkNotChanging();
		T value = await(result, instead);
		Assert.state(value != null, "A value is never null");
		return value;
	}

	@Override
	public Disposable onChange(StateChangeListener<? super T> listener) {
		return this.replica.listeners().add(listener);
	}

	@Override
	public List<StateChange<T>> history() {
		return this.replica.history().changes();
	}

	@SuppressWarnings("unchecked")
	<S> SharedStateCell<S> as(StateDefinition<S> definition) {
		this.use.checkDefinition(definition);
		return (SharedStateCell<S>) this;
	}

	@SuppressWarnings("unchecked")
	<S> SharedStateCell<S> as(Class<S> type) {
		this.use.checkType(type);
		return (SharedStateCell<S>) this;
	}

	@SuppressWarnings("unchecked")
	void setUnchecked(Object value) {
		set((T) value);
	}

	@Override
	public String toString() {
		return this.use.definition() + " in " + this.storage.describe();
	}

}
