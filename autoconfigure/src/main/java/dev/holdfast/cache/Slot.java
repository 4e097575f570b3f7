package dev.holdfast.cache;

/**
 * What a key has in a {@link CacheStore}.
 */
sealed interface Slot permits CacheEntry, Loading {

}
