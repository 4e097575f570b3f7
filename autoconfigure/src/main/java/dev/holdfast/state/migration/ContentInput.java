package dev.holdfast.state.migration;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link ContentOutput} has written. Believes nothing: what it is told to
 * expect must be there.
 *
 * @since 0.1.0
 */
public final class ContentInput {

	private final List<String> names = new ArrayList<>();

	private final byte[] bytes;

	private int position;

	/**
	 * Create an input.
	 * @param bytes what to read
	 */
	public ContentInput(byte[] bytes) {
		this.bytes = bytes.clone();
	}

	int octet() {
		if (this.position == this.bytes.length) {
			throw new MalformedContentException("it ends too early");
		}
		return this.bytes[this.position++] & 0xFF;
	}

	/**
	 * Read a truth.
	 * @return the truth
	 */
	public boolean flag() {
		return octet() != 0;
	}

	/**
	 * Read a number that is not negative.
	 * @return the number
	 */
	public int count() {
		long value = unsigned();
		if (value < 0 || value > Integer.MAX_VALUE) {
			throw new MalformedContentException("a number is out of bounds");
		}
		return (int) value;
	}

	/**
	 * Read the number of things that follow, each of which takes a byte or more.
	 * @return the number
	 */
	public int size() {
		int size = count();
		if (size > this.bytes.length - this.position) {
			throw new MalformedContentException("it ends too early");
		}
		return size;
	}

	/**
	 * Read an index.
	 * @param size the number of things that it may point to
	 * @return the index
	 */
	public int index(int size) {
		int index = count();
		if (index >= size) {
			throw new MalformedContentException("it refers to something that is not there");
		}
		return index;
	}

	private long unsigned() {
		long value = 0;
		for (int shift = 0; shift < Long.SIZE; shift += 7) {
			int octet = octet();
			value |= (octet & 0x7FL) << shift;
			if ((octet & 0x80) == 0) {
				return value;
			}
		}
		throw new MalformedContentException("a number is out of bounds");
	}

	/**
	 * Read any number.
	 * @return the number
	 */
	public long number() {
		long value = unsigned();
		return (value >>> 1) ^ -(value & 1);
	}

	/**
	 * Read a block of bytes.
	 * @return the bytes
	 */
	public byte[] block() {
		return take(size());
	}

	private byte[] take(int length) {
		this.position += length;
		return Arrays.copyOfRange(this.bytes, this.position - length, this.position);
	}

	/**
	 * Read a text.
	 * @return the text
	 */
	public String text() {
		long header = unsigned();
		long length = header >>> 1;
		if (length > this.bytes.length - this.position) {
			throw new MalformedContentException("it ends too early");
		}
		byte[] encoded = take((int) length);
		return ((header & 1) == 0) ? new String(encoded, StandardCharsets.UTF_8)
				: ByteBuffer.wrap(encoded).asCharBuffer().toString();
	}

	/**
	 * Read a text that may be missing.
	 * @return the text, or {@code null}
	 */
	public @Nullable String optionalText() {
		return flag() ? text() : null;
	}

	String name() {
		int index = index(this.names.size() + 1);
		if (index > 0) {
			return this.names.get(index - 1);
		}
		String name = text();
		this.names.add(name);
		return name;
	}

	/**
	 * Check that nothing is left.
	 */
	public void end() {
		if (this.position < this.bytes.length) {
			throw new MalformedContentException("there is more than was written");
		}
	}

}
