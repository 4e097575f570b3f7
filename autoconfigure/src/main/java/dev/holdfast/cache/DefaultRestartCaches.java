package dev.holdfast.cache;

import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import com.github.benmanes.caffeine.cache.Ticker;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
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
 * Two caches of one name that are made at once share the store of their cell.
 */
final class DefaultRestartCaches extends DefinedCaches {

	private static final Log logger = LogFactory.getLog(DefaultRestartCaches.class);

	private static final String KEY_PREFIX = "holdfast.cache.";

	private final @Nullable RestartState state;

	private final Clock clock;

	private final Ticker ticker;

	DefaultRestartCaches(@Nullable RestartState state, CacheSettings defaults,
			BiFunction<String, CacheSettings, CacheSettings> configured) {
		this(state, defaults, configured, Clock.systemUTC(), Ticker.systemTicker());
	}

	DefaultRestartCaches(@Nullable RestartState state, CacheSettings defaults,
			BiFunction<String, CacheSettings, CacheSettings> configured, Clock clock, Ticker ticker) {
		super(defaults, configured);
		this.state = state;
		this.clock = clock;
		this.ticker = ticker;
	}

	@Override
	DefaultRestartCache<?, ?> make(String name, CacheSettings settings) {
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

}
