package dev.holdfast.cache;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * Where one generation keeps the entries of a cache: in Caffeine, which decides who goes
 * when there are too many.
 * <p>
 * A key has either an entry or a value that is being computed. The latter weighs nothing,
 * so it is never evicted. No function that is handed to Caffeine computes values, so no
 * lock of Caffeine's is held for long; whoever replaces or removes what it has seen does
 * so by identity, and thus spares what has been put there since.
 * <p>
 * Caffeine does not know of expiry, because looking after it would cost several times
 * what a lookup does. A lookup compares the time of the entry it has found. Entries that
 * nobody looks for are sought after as many writes as there are entries.
 */
final class CacheStore {

	private static final Duration FOREVER = Duration.ofDays(36_500);

	private static final int FEW = 1024;

	private final Cache<Object, Slot> slots;

	private final ConcurrentMap<Object, Slot> map;

	private final CacheCounters counters;

	private final CacheSettings settings;

	private final Clock clock;

	private final Ticker ticker;

	private final AtomicLong writes = new AtomicLong();

	private volatile boolean expiring;

	CacheStore(CacheSettings settings, Clock clock, Ticker ticker) {
		this.settings = settings;
		this.clock = clock;
		this.ticker = ticker;
		CacheCounters counters = new CacheCounters(settings.statistics());
		this.counters = counters;
		this.slots = Caffeine.newBuilder()
			.maximumWeight(settings.maximumSize())
			.<Object, Slot>weigher((key, slot) -> (slot instanceof CacheEntry) ? 1 : 0)
			.evictionListener((key, slot, cause) -> counters.eviction())
			.build();
		this.map = this.slots.asMap();
	}

	CacheSettings settings() {
		return this.settings;
	}

	CacheStatistics statistics() {
		return this.counters.statistics();
	}

	/**
	 * Look a value up, and count that.
	 * @param key the key
	 * @return the value, or {@code null} if there is none
	 */
	@Nullable Object get(Object key) {
		Object value = valueOf(key, this.slots.getIfPresent(key));
		this.counters.lookup(value);
		return value;
	}

	private @Nullable Object valueOf(Object key, @Nullable Slot slot) {
		if (slot instanceof CacheEntry entry) {
			if (isLive(entry)) {
				return entry.value();
			}
			expire(key, entry);
		}
		return null;
	}

	private boolean isLive(@Nullable Slot slot) {
		return slot instanceof CacheEntry entry && (!entry.expires() || this.ticker.read() - entry.expiry() < 0);
	}

	private void expire(Object key, CacheEntry entry) {
		if (this.map.remove(key, entry)) {
			this.counters.eviction();
		}
	}

	/**
	 * Return what is being computed.
	 * @param key the key
	 * @return the computation, or {@code null} if there is none
	 */
	@Nullable Loading loading(Object key) {
		return (this.slots.getIfPresent(key) instanceof Loading loading) ? loading : null;
	}

	/**
	 * Return what the key has, and make it a computation if it has nothing.
	 * @param key the key
	 * @param beginning makes a computation that has not begun
	 * @return an entry that has not expired, or a computation
	 */
	Slot slot(Object key, Function<Object, Loading> beginning) {
		while (true) {
			Slot slot = this.slots.get(key, beginning);
			if (!(slot instanceof CacheEntry entry) || isLive(entry)) {
				return slot;
			}
			expire(key, entry);
		}
	}

	/**
	 * Put the value in that has been computed, unless the computation has lost its place.
	 * @param key the key
	 * @param loading the computation
	 * @param value the value
	 */
	void replace(Object key, Loading loading, Object value) {
		if (this.map.replace(key, loading, entry(value, this.settings.timeToLive()))) {
			written();
		}
	}

	/**
	 * End a computation. It loses its place, if it still has it.
	 * @param key the key
	 * @param loading the computation
	 * @param value the value, or {@code null} if there is none
	 */
	void end(Object key, Loading loading, @Nullable Object value) {
		forget(key, loading);
		this.counters.load(value);
	}

	void forget(Object key, Loading loading) {
		this.map.remove(key, loading);
	}

	void put(Object key, Object value, @Nullable Duration timeToLive) {
		this.slots.put(key, entry(value, timeToLive));
		written();
	}

	/**
	 * Put a value in, unless there is one.
	 * @param key the key
	 * @param value the value
	 * @return the value that was there, or {@code null} if it has been put in
	 */
	@Nullable Object putIfAbsent(Object key, Object value) {
		CacheEntry added = entry(value, this.settings.timeToLive());
		Slot slot = this.map.compute(key, (same, present) -> (present != null && isLive(present)) ? present : added);
		if (slot instanceof CacheEntry entry && entry != added) {
			return entry.value();
		}
		written();
		return null;
	}

	private CacheEntry entry(Object value, @Nullable Duration timeToLive) {
		if (timeToLive == null || timeToLive.compareTo(FOREVER) > 0) {
			return CacheEntry.lasting(value);
		}
		this.expiring = true;
		return CacheEntry.expiring(value, this.ticker.read() + timeToLive.toNanos());
	}

	boolean remove(Object key) {
		return isLive(this.map.remove(key));
	}

	void clear() {
		this.map.clear();
	}

	/**
	 * Forget values that are still being computed. Those who wait get them all the same.
	 */
	void forgetPending() {
		this.map.values().removeIf((slot) -> slot instanceof Loading);
	}

	int size() {
		int size = 0;
		for (Slot slot : this.map.values()) {
			size += isLive(slot) ? 1 : 0;
		}
		return size;
	}

	/**
	 * Go through the entries that have not expired.
	 * @param action takes key and entry
	 */
	void forEach(BiConsumer<Object, CacheEntry> action) {
		this.map.forEach((key, slot) -> {
			if (slot instanceof CacheEntry entry && isLive(entry)) {
				action.accept(key, entry);
			}
		});
	}

	/**
	 * Return what is there at this moment, values that are still being computed left out.
	 * @return the entries
	 */
	List<StoredEntry> entries() {
		List<StoredEntry> entries = new ArrayList<>();
		Instant now = this.clock.instant();
		long ticks = this.ticker.read();
		forEach((key, entry) -> entries
			.add(new StoredEntry(key, entry.value(), entry.expires() ? now.plusNanos(entry.expiry() - ticks) : null)));
		return entries;
	}

	/**
	 * Put an entry in that another generation has left, unless it has expired.
	 * @param entry the entry
	 */
	void restore(StoredEntry entry) {
		Instant expiry = entry.expiry();
		Duration remaining = (expiry != null) ? Duration.between(this.clock.instant(), expiry) : null;
		if (remaining == null || CacheSettings.isPositive(remaining)) {
			this.slots.put(entry.key(), entry(entry.value(), remaining));
		}
	}

	private void written() {
		if (this.expiring) {
			long enough = Math.max(FEW, this.slots.estimatedSize());
			if (this.writes.incrementAndGet() >= enough && this.writes.getAndSet(0) >= enough) {
				// Where Caffeine does such work too, as it may take as long as many
				// writes
				ForkJoinPool.commonPool().execute(() -> this.map.forEach(this::valueOf));
			}
		}
	}

}
