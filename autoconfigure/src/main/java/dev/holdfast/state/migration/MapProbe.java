package dev.holdfast.state.migration;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Properties;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Finds out what a map does not tell, by way of a clone: that has the same settings and
 * may be changed. Nothing of a subclass is called where it can be avoided.
 */
final class MapProbe {

	private final SuperCall cloneMap = new SuperCall(LinkedHashMap.class, "clone");

	private final SuperCall clearMap = new SuperCall(LinkedHashMap.class, "clear");

	private final SuperCall put = new SuperCall(LinkedHashMap.class, "put", Object.class, Object.class);

	private final SuperCall get = new SuperCall(LinkedHashMap.class, "get", Object.class);

	private final SuperCall keySet = new SuperCall(LinkedHashMap.class, "keySet");

	private final SuperCall cloneProperties = new SuperCall(Properties.class, "clone");

	private final SuperCall clearProperties = new SuperCall(Properties.class, "clear");

	/**
	 * Return whether the map moves an entry to the end when it is read.
	 * @param map the map
	 * @return {@code true} for the order of access, {@code false} for that of insertion
	 */
	boolean isAccessOrdered(LinkedHashMap<?, ?> map) {
		Object clone = copy(this.cloneMap, map);
		if (keys(clone).size() < 2) {
			this.clearMap.on(clone);
			putProbe(clone);
			putProbe(clone);
		}
		Object first = firstKey(clone);
		this.get.on(clone, first);
		return firstKey(clone) != first;
	}

	private void putProbe(Object clone) {
		try {
			this.put.on(clone, new Object(), null);
		}
		catch (RuntimeException ex) {
			// From removeEldestEntry of a subclass, which expects keys of its own; the
			// entry is in the clone by then
		}
	}

	private @Nullable Object firstKey(Object map) {
		Iterator<?> keys = keys(map).iterator();
		return keys.hasNext() ? keys.next() : null;
	}

	private Set<?> keys(Object map) {
		return (this.keySet.on(map) instanceof Set<?> keys) ? keys : Set.of();
	}

	/**
	 * Return the defaults behind properties.
	 * @param properties the properties
	 * @return the arguments of their constructor: the defaults, if there are any
	 */
	List<?> defaults(Properties properties) {
		Object clone = copy(this.cloneProperties, properties);
		this.clearProperties.on(clone);
		Properties defaults = SerialForm.of(clone).first(Properties.class);
		return (defaults != null) ? List.of(defaults) : List.of();
	}

	private Object copy(SuperCall clone, Object map) {
		Object copy = clone.on(map);
		if (copy == null) {
			throw new IllegalStateException("a %s has no clone".formatted(map.getClass().getName()));
		}
		return copy;
	}

}
