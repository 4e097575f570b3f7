package dev.holdfast.cache;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import com.github.benmanes.caffeine.cache.Ticker;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.util.Assert;

import dev.holdfast.state.ParkedStateException;
import dev.holdfast.state.RestartState;
import dev.holdfast.state.StateCell;
import dev.holdfast.state.StateDefinition;

/**
 * All caches of one generation, each with a cell of restart state that takes its entries
 * to the next one; or without, in production.
 * <p>
 * Entries that do not fit the classes of this generation are let go of with the rest of
 * their cache, unlike other state, which is parked. If they came back later, they would
 * undo what has been written or removed in between.
 * <p>
 * A cache is made before it gets its name, since making one waits for the lock of the
 * state, whose holder may be waiting for that very name. Two that are made at once share
 * the store of their cell, and one of them is used.
 */
final class DefaultRestartCaches implements RestartCaches, AutoCloseable {

	private static final Log logger = LogFactory.getLog(DefaultRestartCaches.class);

	private static final String KEY_PREFIX = "holdfast.cache.";

	private final Map<String, DefaultRestartCache<?, ?>> caches = new ConcurrentHashMap<>();

	private final @Nullable RestartState state;

	private final CacheSettings defaults;

	private final BiFunction<String, CacheSettings, CacheSettings> configured;

	private final Clock clock;

	private final Ticker ticker;

	private volatile boolean closed;

	DefaultRestartCaches(@Nullable RestartState state, CacheSettings defaults,
			BiFunction<String, CacheSettings, CacheSettings> configured) {
		this(state, defaults, configured, Clock.systemUTC(), Ticker.systemTicker());
	}

	DefaultRestartCaches(@Nullable RestartState state, CacheSettings defaults,
			BiFunction<String, CacheSettings, CacheSettings> configured, Clock clock, Ticker ticker) {
		Assert.notNull(defaults, "'defaults' must not be null");
		Assert.notNull(configured, "'configured' must not be null");
		this.state = state;
		this.defaults = defaults;
		this.configured = configured;
		this.clock = clock;
		this.ticker = ticker;
	}

	@Override
	public <K, V> RestartCache<K, V> define(String name) {
		return cache(name, this.defaults);
	}

	@Override
	public <K, V> RestartCache<K, V> define(String name, CacheSettings settings) {
		Assert.notNull(settings, "'settings' must not be null");
		DefaultRestartCache<K, V> cache = cache(name, settings);
		CacheSettings wanted = this.configured.apply(name, settings);
		if (!cache.store().settings().equals(wanted)) {
			throw CacheDefinitionException.conflict(name, cache.store().settings(), wanted);
		}
		return cache;
	}

	@SuppressWarnings("unchecked")
	<K, V> DefaultRestartCache<K, V> cache(String name, CacheSettings settings) {
		Assert.hasText(name, "'name' must not be empty");
		DefaultRestartCache<?, ?> cache = this.caches.get(name);
		if (cache == null) {
			DefaultRestartCache<?, ?> made = make(name, this.configured.apply(name, settings));
			DefaultRestartCache<?, ?> earlier = this.caches.putIfAbsent(name, made);
			cache = (earlier != null) ? earlier : made;
			if (this.closed) {
				cache.close();
			}
		}
		return (DefaultRestartCache<K, V>) cache;
	}

	@Override
	public Cache springCache(String name) {
		return new SpringCache(cache(name, this.defaults));
	}

	private DefaultRestartCache<?, ?> make(String name, CacheSettings settings) {
		RestartState state = this.state;
		if (state == null) {
			return new DefaultRestartCache<>(name, new CacheStore(settings, this.clock, this.ticker), Runnable::run);
		}
		StateCell<CacheContents> cell = cell(state, name);
		Consumer<Runnable> guard = (write) -> cell.update((contents) -> {
			write.run();
			return contents;
		});
		return new DefaultRestartCache<>(name, linkedStore(cell, settings), guard);
	}

	private static StateCell<CacheContents> cell(RestartState state, String name) {
		String key = KEY_PREFIX + name;
		StateCell<CacheContents> cell = state
			.define(StateDefinition.of(key, CacheContents.class, () -> new CacheContents(List.of())).history(0));
		try {
			cell.get();
		}
		catch (ParkedStateException ex) {
			logger.warn("Cache '" + name + "' begins empty, as its entries do not fit the present classes. At '"
					+ ex.getPath() + "': " + ex.getReason() + ".");
			state.discard(key);
		}
		return cell;
	}

	// Another context of the same generation may have linked the cell already
	private CacheStore linkedStore(StateCell<CacheContents> cell, CacheSettings settings) {
		CacheContents linked = cell.update((contents) -> {
			if (contents.storeOf(cell) != null) {
				return contents;
			}
			CacheStore store = new CacheStore(settings, this.clock, this.ticker);
			contents.entries().forEach(store::restore);
			CacheContents next = new CacheContents(List.of());
			next.link(store, cell);
			return next;
		});
		CacheStore store = linked.storeOf(cell);
		Assert.state(store != null, "A cell stays linked");
		cell.onChange((before, now) -> {
			// Somebody has reset or discarded the state
			if (now.storeOf(cell) == null) {
				store.clear();
				now.link(store, cell);
			}
		});
		return store;
	}

	@Override
	public Set<String> names() {
		return new TreeSet<>(this.caches.keySet());
	}

	@Override
	public void close() {
		this.closed = true;
		this.caches.values().forEach(DefaultRestartCache::close);
	}

}
