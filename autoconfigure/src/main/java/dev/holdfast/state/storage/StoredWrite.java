package dev.holdfast.state.storage;

/**
 * What has become of a write that others may have been ahead of.
 *
 * @param written whether the value has been written
 * @param present what is stored now: the value, with its new revision, if it has been
 * written; else what is there instead, which is {@link StoredValue#ABSENT} if there is
 * nothing
 * @since 0.1.0
 */
public record StoredWrite(boolean written, StoredValue present) {
}
