package dev.holdfast.cache;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The places of values that are sought, to be computed otherwise, by key.
 */
final class PendingLoads {

	private final Map<Object, Loading> places = new ConcurrentHashMap<>();

	private final String name;

	PendingLoads(String name) {
		this.name = name;
	}

	Loading place(Object key) {
		return this.places.computeIfAbsent(key, this::newPlace);
	}

	private Loading newPlace(Object key) {
		return new Loading(this.name, key, (place, value) -> leave(key, place));
	}

	/**
	 * Become one of those who wait for the value of a place that somebody else has begun.
	 * @param key the key
	 * @param place the place
	 * @return whether there is somebody to wait for; else another place is needed
	 */
	boolean isJoined(Object key, Loading place) {
		boolean joined = place.tryJoin();
		if (!joined) {
			// It has been given up, and must go before another can begin
			leave(key, place);
		}
		return joined;
	}

	boolean has(Object key, Loading place) {
		return this.places.get(key) == place;
	}

	boolean leave(Object key, Loading place) {
		return this.places.remove(key, place);
	}

	void forget(Object key) {
		this.places.remove(key);
	}

	void forgetAll() {
		this.places.clear();
	}

}
