package dev.holdfast.cache;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Policy.VarExpiration;
import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * Where one generation keeps the entries of a cache: in Caffeine.
 * <p>
 * It is an asynchronous cache of Caffeine's, also for those who do not mind to wait. Its
 * entries are futures, so that a value which is being computed has its place, without any
 * lock that others might run into; if the entry is replaced or removed meanwhile, the
 * value does not come back. Each entry has an expiry of its own. Caffeine counts by a
 * ticker that ends with the JVM; what leaves the generation is a time of day.
 */
final class CacheStore {

	// Caffeine's own notion of forever differs from state to state of an entry
	private static final Duration FOREVER = Duration.ofDays(36_500);

	private final AsyncCache<Object, Object> futures;

	private final Cache<Object, Object> values;

	private final VarExpiration<Object, Object> expiration;

	private final CacheSettings settings;

	private final Clock clock;

	private final LazyTicker ticker;

	CacheStore(CacheSettings settings, Clock clock, Ticker ticker) {
		this.settings = settings;
		this.clock = clock;
		Duration timeToLive = settings.timeToLive();
		this.ticker = new LazyTicker(ticker, timeToLive != null);
		Caffeine<Object, Object> caffeine = Caffeine.newBuilder()
			.ticker(this.ticker)
			.maximumSize(settings.maximumSize())
			.expireAfter(new ByTimeOfWriting((timeToLive != null) ? saturatedNanos(timeToLive) : Long.MAX_VALUE));
		if (settings.statistics()) {
			caffeine.recordStats();
		}
		this.futures = caffeine.buildAsync();
		this.values = this.futures.synchronous();
		this.expiration = this.values.policy().expireVariably().orElseThrow();
	}

	private static long saturatedNanos(Duration duration) {
		return (duration.compareTo(FOREVER) > 0) ? Long.MAX_VALUE : duration.toNanos();
	}

	CacheSettings settings() {
		return this.settings;
	}

	AsyncCache<Object, Object> futures() {
		return this.futures;
	}

	Cache<Object, Object> values() {
		return this.values;
	}

	void put(Object key, Object value, Duration timeToLive) {
		this.ticker.start();
		this.expiration.put(key, value, (timeToLive.compareTo(FOREVER) > 0) ? FOREVER.multipliedBy(2) : timeToLive);
	}

	/**
	 * Return what is there at this moment, values that are still being computed left out.
	 * @return the entries
	 */
	List<StoredEntry> entries() {
		List<StoredEntry> entries = new ArrayList<>();
		Instant now = this.clock.instant();
		this.values.asMap().forEach((key, value) -> this.expiration.getExpiresAfter(key).ifPresent((remaining) -> {
			Instant expiry = (remaining.compareTo(FOREVER) < 0) ? now.plus(remaining) : null;
			entries.add(new StoredEntry(key, value, expiry));
		}));
		return entries;
	}

	/**
	 * Put an entry in that another generation has left, unless it has expired.
	 * @param entry the entry
	 */
	void restore(StoredEntry entry) {
		Instant expiry = entry.expiry();
		Duration remaining = (expiry != null) ? Duration.between(this.clock.instant(), expiry)
				: FOREVER.multipliedBy(2);
		if (CacheSettings.isPositive(remaining)) {
			if (expiry != null) {
				this.ticker.start();
			}
			this.expiration.put(entry.key(), entry.value(), remaining);
		}
	}

	void clear() {
		this.futures.asMap().clear();
	}

	/**
	 * Forget values that are still being computed. Those who wait get them all the same.
	 */
	void forgetPending() {
		this.futures.asMap().values().removeIf((future) -> !future.isDone());
	}

	/**
	 * Return the value of an entry, unless it is still being computed.
	 * @param future the content of the entry
	 * @return the value, or {@code null} if there is none yet
	 */
	static @Nullable Object valueOf(@Nullable CompletableFuture<Object> future) {
		return (future != null && future.isDone() && !future.isCompletedExceptionally()) ? future.getNow(null) : null;
	}

	/**
	 * Expiry by the time of writing.
	 *
	 * @param nanos how long an entry lives, unless it is put in with another time
	 */
	private record ByTimeOfWriting(long nanos) implements Expiry<Object, Object> {

		@Override
		public long expireAfterCreate(Object key, Object value, long currentTime) {
			return this.nanos;
		}

		@Override
		public long expireAfterUpdate(Object key, Object value, long currentTime, long currentDuration) {
			return this.nanos;
		}

		@Override
		public long expireAfterRead(Object key, Object value, long currentTime, long currentDuration) {
			return currentDuration;
		}

	}

	/**
	 * A ticker that stands still until the first entry is to expire, since looking at the
	 * clock is most of what a lookup costs.
	 */
	private static final class LazyTicker implements Ticker {

		private final Ticker ticker;

		private final long begin;

		private volatile boolean started;

		LazyTicker(Ticker ticker, boolean started) {
			this.ticker = ticker;
			this.begin = ticker.read();
			this.started = started;
		}

		void start() {
			this.started = true;
		}

		@Override
		public long read() {
			return this.started ? this.ticker.read() : this.begin;
		}

	}

}
