package dev.holdfast.state.storage;

/**
 * A value in a storage that many JVMs share.
 *
 * @param revision grows with each change, and never comes again for the same name
 * @param version the version of the definition that wrote it
 * @param content the value, as a {@link StateCodec} encodes it. Not copied; nobody may
 * change it
 * @since 0.1.0
 */
public record StoredValue(long revision, int version, byte[] content) {

	/**
	 * Stands for a value that is not there.
	 */
	public static final StoredValue ABSENT = new StoredValue(0, 0, new byte[0]);

}
