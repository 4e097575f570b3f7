package dev.holdfast.cache;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An entry on its way from one generation to the next.
 *
 * @param key the key
 * @param value the value
 * @param expiry when it expires, or {@code null} if it does not
 */
record StoredEntry(Object key, Object value, @Nullable Instant expiry) {
}
