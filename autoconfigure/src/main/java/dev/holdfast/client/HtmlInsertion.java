package dev.holdfast.client;

import java.util.Arrays;

/**
 * Inserts a tag at the end of the head of an HTML document, part by part. Holds back no
 * more than the few bytes that may be the beginning of the end, and changes nothing in
 * what is no whole document.
 */
final class HtmlInsertion {

	private static final byte[] NONE = {};

	private final HeadFinder finder = new HeadFinder();

	private final byte[] tag;

	private byte[] held = NONE;

	private long taken;

	private boolean inserted;

	HtmlInsertion(byte[] tag) {
		this.tag = tag;
	}

	/**
	 * Return whether the tag has been inserted, so that all that comes stays as it is.
	 * @return whether it has
	 */
	boolean isInserted() {
		return this.inserted;
	}

	/**
	 * Take the next part of the document.
	 * @param part the bytes
	 * @return what can be written by now
	 */
	byte[] next(byte[] part) {
		byte[] known = join(this.held, part);
		long first = this.taken - this.held.length;
		this.held = NONE;
		for (int i = 0; i < part.length && !this.inserted; i++) {
			this.inserted = this.finder.accept(part[i]);
		}
		this.taken += part.length;
		if (this.inserted) {
			int end = (int) (this.finder.tag() - first);
			return join(Arrays.copyOf(known, end), this.tag, Arrays.copyOfRange(known, end, known.length));
		}
		int decided = (int) (this.finder.undecided() - first);
		this.held = Arrays.copyOfRange(known, decided, known.length);
		return Arrays.copyOf(known, decided);
	}

	/**
	 * Take the end of the document.
	 * @return what is left to be written
	 */
	byte[] end() {
		byte[] left = this.held;
		this.held = NONE;
		if (!this.inserted && this.finder.isDocument()) {
			this.inserted = true;
			return join(left, this.tag);
		}
		return left;
	}

	private static byte[] join(byte[]... parts) {
		byte[] joined = new byte[Arrays.stream(parts).mapToInt((part) -> part.length).sum()];
		int position = 0;
		for (byte[] part : parts) {
			System.arraycopy(part, 0, joined, position, part.length);
			position += part.length;
		}
		return joined;
	}

}
