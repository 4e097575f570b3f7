package dev.holdfast.cache;

/**
 * A value with its time of expiry. Equal to none but itself, so that it is replaced and
 * removed only by those who have seen this very entry.
 */
final class CacheEntry implements Slot {

	private final Object value;

	private final boolean expires;

	private final long expiry;

	private CacheEntry(Object value, boolean expires, long expiry) {
		this.value = value;
		this.expires = expires;
		this.expiry = expiry;
	}

	static CacheEntry lasting(Object value) {
		return new CacheEntry(value, false, 0);
	}

	static CacheEntry expiring(Object value, long expiry) {
		return new CacheEntry(value, true, expiry);
	}

	Object value() {
		return this.value;
	}

	boolean expires() {
		return this.expires;
	}

	/**
	 * Return when the entry expires, if it does.
	 * @return the time, by the ticker of the store
	 */
	long expiry() {
		return this.expiry;
	}

}
