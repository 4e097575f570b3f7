package dev.holdfast.reload.watch;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

import org.springframework.asm.Opcodes;

/**
 * Walks over the parts of a class file by their lengths. A class file must end exactly
 * where its last part ends, which a reader that reads what it needs does not notice. Not
 * thread-safe: one object walks once.
 */
final class ClassStructure {

	private static final int MAGIC = 0xCAFEBABE;

	private static final int NEWEST_KNOWN = Opcodes.V26 & 0xFFFF;

	private final ByteBuffer content;

	private ClassStructure(byte[] content) {
		this.content = ByteBuffer.wrap(content);
	}

	static boolean isComplete(byte[] content) {
		try {
			return new ClassStructure(content).isComplete();
		}
		catch (BufferUnderflowException ex) {
			return false;
		}
	}

	private boolean isComplete() {
		if (this.content.getInt() != MAGIC) {
			return false;
		}
		skip(Short.BYTES);
		int version = unsignedShort();
		if (!skipConstants()) {
			// Only a later version may have constants of another kind: nothing to say
			// then
			return version > NEWEST_KNOWN;
		}
		skip(3 * Short.BYTES);
		skip(unsignedShort() * Short.BYTES);
		skipMembers();
		skipMembers();
		skipAttributes();
		return !this.content.hasRemaining();
	}

	private boolean skipConstants() {
		int count = unsignedShort();
		for (int index = 1; index < count; index++) {
			int tag = this.content.get();
			switch (tag) {
				case 1 -> skip(unsignedShort());
				case 3, 4, 9, 10, 11, 12, 17, 18 -> skip(4);
				case 5, 6 -> {
					// Takes two places
					skip(8);
					index++;
				}
				case 7, 8, 16, 19, 20 -> skip(2);
				case 15 -> skip(3);
				default -> {
					return false;
				}
			}
		}
		return true;
	}

	private void skipMembers() {
		for (int left = unsignedShort(); left > 0; left--) {
			skip(3 * Short.BYTES);
			skipAttributes();
		}
	}

	private void skipAttributes() {
		for (int left = unsignedShort(); left > 0; left--) {
			skip(Short.BYTES);
			skip(Integer.toUnsignedLong(this.content.getInt()));
		}
	}

	private int unsignedShort() {
		return Short.toUnsignedInt(this.content.getShort());
	}

	private void skip(long count) {
		if (count > this.content.remaining()) {
			throw new BufferUnderflowException();
		}
		this.content.position(this.content.position() + (int) count);
	}

}
