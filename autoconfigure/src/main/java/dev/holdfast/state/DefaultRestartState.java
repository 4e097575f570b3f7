package dev.holdfast.state;

import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/**
 * Keeps all cells in one map.
 * <p>
 * All initializers of one restart state run under one reentrant lock. That makes each run
 * once, lets an initializer define other state, and cannot deadlock when two initializers
 * define each other's keys, as a lock for each key could. Finding a cell that is there
 * takes no lock.
 */
final class DefaultRestartState implements RestartState {

	private final Map<String, DefaultStateCell<?>> cells = new ConcurrentHashMap<>();

	private final Map<String, String> initializing = new ConcurrentHashMap<>();

	private final Lock initialization = new ReentrantLock();

	private final Function<Object, AppTypeSearch.@Nullable Find> search;

	private final Predicate<Class<?>> appTypes;

	DefaultRestartState(Function<Object, AppTypeSearch.@Nullable Find> search, Predicate<Class<?>> appTypes) {
		this.search = search;
		this.appTypes = appTypes;
	}

	@Override
	public <T> StateCell<T> define(String key, Class<T> type, Supplier<? extends T> initializer) {
		Assert.hasText(key, "'key' must not be empty");
		Assert.notNull(type, "'type' must not be null");
		Assert.notNull(initializer, "'initializer' must not be null");
		Class<T> boxedType = boxed(type);
		if (this.appTypes.test(boxedType)) {
			throw UnsupportedStateException.appType(key, "type", boxedType.getName());
		}
		DefaultStateCell<?> cell = this.cells.get(key);
		return (cell != null) ? cell.as(boxedType) : initialize(key, boxedType, initializer);
	}

	private <T> StateCell<T> initialize(String key, Class<T> type, Supplier<? extends T> initializer) {
		this.initialization.lock();
		try {
			DefaultStateCell<?> present = this.cells.get(key);
			if (present != null) {
				return present.as(type);
			}
			String site = CallSite.current();
			Assert.state(this.initializing.putIfAbsent(key, site) == null, () -> "The initializer of state '" + key
					+ "' at " + this.initializing.get(key) + " defines the same state again at " + site);
			try {
				DefaultStateCell<T> cell = new DefaultStateCell<>(key, type, site, initializer.get(), this.search);
				this.cells.put(key, cell);
				return cell;
			}
			finally {
				this.initializing.remove(key);
			}
		}
		finally {
			this.initialization.unlock();
		}
	}

	@Override
	public <T> T get(String key, Class<T> type) {
		Assert.notNull(type, "'type' must not be null");
		return cell(key).as(boxed(type)).get();
	}

	@Override
	public void set(String key, Object value) {
		cell(key).setUnchecked(value);
	}

	private DefaultStateCell<?> cell(@Nullable String key) {
		Assert.hasText(key, "'key' must not be empty");
		DefaultStateCell<?> cell = this.cells.get(key);
		if (cell == null) {
			throw new UndefinedStateException(key, new TreeSet<>(this.cells.keySet()));
		}
		return cell;
	}

	@SuppressWarnings("unchecked")
	private static <T> Class<T> boxed(Class<T> type) {
		return (Class<T>) ClassUtils.resolvePrimitiveIfNecessary(type);
	}

}
