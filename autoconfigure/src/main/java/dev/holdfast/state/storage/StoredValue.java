package dev.holdfast.state.storage;

/**
 * A value in a storage that many JVMs share.
 *
 * @param revision counts the changes, from 1
 * @param version the version of the definition that wrote it
 * @param content the value, as a {@link StateCodec} encodes it. Not copied; nobody may
 * change it
 * @since 0.1.0
 */
public record StoredValue(long revision, int version, byte[] content) {

}
