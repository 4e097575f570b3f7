package dev.holdfast.state.migration;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Writes numbers and texts in little space. {@link ContentInput} reads them.
 *
 * @since 0.1.0
 */
public final class ContentOutput {

	private static final int INITIAL = 1024;

	private final Map<String, Integer> names = new HashMap<>();

	private byte[] bytes = new byte[INITIAL];

	private int size;

	/**
	 * Return what has been written.
	 * @return a copy of the bytes
	 */
	public byte[] toByteArray() {
		return Arrays.copyOf(this.bytes, this.size);
	}

	void octet(int value) {
		if (this.size == this.bytes.length) {
			this.bytes = Arrays.copyOf(this.bytes, this.size * 2);
		}
		this.bytes[this.size++] = (byte) value;
	}

	/**
	 * Write a truth.
	 * @param value the truth
	 */
	public void flag(boolean value) {
		octet(value ? 1 : 0);
	}

	/**
	 * Write a number that is not negative, and small as a rule.
	 * @param value the number
	 */
	public void count(int value) {
		unsigned(value);
	}

	private void unsigned(long value) {
		long rest = value;
		while ((rest & ~0x7FL) != 0) {
			octet((int) (rest & 0x7F) | 0x80);
			rest >>>= 7;
		}
		octet((int) rest);
	}

	/**
	 * Write any number.
	 * @param value the number
	 */
	public void number(long value) {
		unsigned((value << 1) ^ (value >> 63));
	}

	/**
	 * Write a block of bytes.
	 * @param block the bytes
	 */
	public void block(byte[] block) {
		count(block.length);
		append(block);
	}

	private void append(byte[] block) {
		if (this.bytes.length - this.size < block.length) {
			this.bytes = Arrays.copyOf(this.bytes,
					Math.max(this.bytes.length * 2, Math.addExact(this.size, block.length)));
		}
		System.arraycopy(block, 0, this.bytes, this.size, block.length);
		this.size += block.length;
	}

	/**
	 * Write a text.
	 * @param text the text
	 */
	public void text(String text) {
		// What is no text in UTF-8, such as half a character, must come back as well
		boolean plain = text.chars().noneMatch((character) -> Character.isSurrogate((char) character));
		byte[] encoded = plain ? text.getBytes(StandardCharsets.UTF_8) : characters(text);
		unsigned(((long) encoded.length << 1) | (plain ? 0 : 1));
		append(encoded);
	}

	private static byte[] characters(String text) {
		byte[] encoded = new byte[Math.multiplyExact(text.length(), Character.BYTES)];
		ByteBuffer.wrap(encoded).asCharBuffer().put(text);
		return encoded;
	}

	/**
	 * Write a text that may be missing.
	 * @param text the text, or {@code null}
	 */
	public void optionalText(@Nullable String text) {
		flag(text != null);
		if (text != null) {
			text(text);
		}
	}

	/**
	 * Write a text that comes again and again.
	 * @param name the text
	 */
	void name(String name) {
		Integer index = this.names.get(name);
		if (index != null) {
			count(index + 1);
			return;
		}
		this.names.put(name, this.names.size());
		count(0);
		text(name);
	}

}
