package dev.holdfast.state.storage;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

import dev.holdfast.state.migration.ContainerAdapters;
import dev.holdfast.state.migration.DehydratedValue;
import dev.holdfast.state.migration.GraphReader;
import dev.holdfast.state.migration.GraphWriter;
import dev.holdfast.state.migration.MalformedContentException;
import dev.holdfast.state.migration.MigrationException;
import dev.holdfast.state.migration.RehydrationTarget;
import dev.holdfast.state.migration.TypeGuard;

/**
 * Turns single values into bytes and back. The bytes tell what a value consists of by the
 * names of classes and members, so that it can be made of them even if the classes have
 * changed. Java's serialization has no part in it.
 * <p>
 * To decode calls methods of what is decoded, such as {@code hashCode()}, and takes as
 * long as the content makes it: content from outside does not belong on an event loop.
 * <p>
 * Belongs to one generation, as its classes do. Safe for use by many threads: it has no
 * state but what is known of classes.
 *
 * @since 0.1.0
 */
public final class StateCodec {

	private static final byte[] HEADER = { 'H', 'F', 'V', 1 };

	private static final String ACTION = "Remove the value, or use another name for what is stored.";

	private final TypeGuard guard;

	/**
	 * Create a codec.
	 * @param classLoader the loader of the application's classes
	 * @param trusted tells which types are the application's, such as
	 * {@link TrustedTypes}
	 */
	public StateCodec(ClassLoader classLoader, Predicate<Class<?>> trusted) {
		this.guard = new TypeGuard(classLoader, trusted, ContainerAdapters.load(classLoader));
	}

	/**
	 * Encode a value.
	 * @param value the value, which nobody should change meanwhile
	 * @return the bytes
	 * @throws UnstorableValueException if something in the value cannot be stored
	 */
	public byte[] encode(Object value) {
		GraphWriter writer = new GraphWriter(this.guard);
		try {
			writer.add(value);
		}
		catch (MigrationException ex) {
			String type = ex.getOldType();
			throw new UnstorableValueException(ex.getPath(), (type != null) ? type : value.getClass().getName(),
					ex.getReason());
		}
		byte[] content = writer.toByteArray();
		byte[] bytes = Arrays.copyOf(HEADER, HEADER.length + content.length);
		System.arraycopy(content, 0, bytes, HEADER.length, content.length);
		return bytes;
	}

	/**
	 * Decode a value.
	 * @param <T> the type of the value
	 * @param content the bytes
	 * @param type the type of the value
	 * @return a new value
	 * @throws StoredContentException if the bytes are not a value, or one that the
	 * present classes do not fit
	 */
	public <T> T decode(byte[] content, Class<T> type) {
		return type.cast(decode(content, RehydrationTarget.of(type)));
	}

	/**
	 * Decode a value.
	 * @param content the bytes
	 * @param target what it is to become
	 * @return a new value
	 * @throws StoredContentException if the bytes are not a value, or one that the
	 * present classes do not fit
	 */
	public Object decode(byte[] content, RehydrationTarget target) {
		try {
			return this.guard.rehydrator().rehydrate(read(content), target).value();
		}
		catch (MigrationException ex) {
			throw new StoredContentException(
					"A stored value does not fit the classes of the application. " + ex.getMessage() + ".",
					"Make the classes fit, or remove the value.");
		}
		catch (MalformedContentException ex) {
			throw new StoredContentException("A stored value is damaged: %s.".formatted(ex.getMessage()), ACTION);
		}
	}

	private DehydratedValue read(byte[] content) {
		int version = HEADER.length - 1;
		if (content.length < HEADER.length || !Arrays.equals(content, 0, version, HEADER, 0, version)) {
			throw new StoredContentException("What is stored was not written by Holdfast.", ACTION);
		}
		if (content[version] != HEADER[version]) {
			throw new StoredContentException("A stored value is in version %d of the format, and this is version %d."
				.formatted(content[version], HEADER[version]), ACTION);
		}
		List<DehydratedValue> values = GraphReader.read(Arrays.copyOfRange(content, HEADER.length, content.length),
				this.guard);
		if (values.size() != 1) {
			throw new MalformedContentException("it is not one value");
		}
		return values.get(0);
	}

}
