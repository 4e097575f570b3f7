package dev.holdfast.cache;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

import org.springframework.cache.support.NullValue;

/**
 * Makes bytes of keys and values. Texts stay what they are, so that they can be read in
 * Redis; a mark before them tells them from others.
 *
 * @param encoder makes bytes of other objects
 * @param decoder makes objects of these bytes
 */
record EntryCodec(Function<Object, byte[]> encoder, Function<byte[], Object> decoder) {

	private static final byte TEXT = 't';

	private static final byte OTHER = 'o';

	private static final byte NULL = 'n';

	byte[] encode(Object object) {
		if (object instanceof String text) {
			return marked(TEXT, text.getBytes(StandardCharsets.UTF_8));
		}
		if (object == NullValue.INSTANCE) {
			return new byte[] { NULL };
		}
		return marked(OTHER, this.encoder.apply(object));
	}

	private static byte[] marked(byte mark, byte[] content) {
		byte[] marked = new byte[content.length + 1];
		marked[0] = mark;
		System.arraycopy(content, 0, marked, 1, content.length);
		return marked;
	}

	Object decode(byte[] bytes) {
		byte mark = (bytes.length > 0) ? bytes[0] : 0;
		byte[] content = (bytes.length > 0) ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
		return switch (mark) {
			case TEXT -> new String(content, StandardCharsets.UTF_8);
			case NULL -> NullValue.INSTANCE;
			case OTHER -> this.decoder.apply(content);
			default -> throw new IllegalArgumentException("Not an entry of a cache");
		};
	}

}
