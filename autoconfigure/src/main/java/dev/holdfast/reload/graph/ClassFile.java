package dev.holdfast.reload.graph;

import org.springframework.asm.ClassReader;

/**
 * Opens class files, and refuses those that are not whole.
 */
final class ClassFile {

	private ClassFile() {
	}

	/**
	 * Open a class file.
	 * @param bytes its content
	 * @return a reader for it
	 * @throws IllegalArgumentException if it is not a whole class file of a known version
	 */
	static ClassReader open(byte[] bytes) {
		try {
			ClassReader reader = new ClassReader(bytes);
			// The reader itself skips what it is not asked for, and so may miss a lost
			// end
			int end = end(reader);
			if (end != bytes.length) {
				throw new IllegalArgumentException("it has %s bytes instead of %s".formatted(bytes.length, end));
			}
			return reader;
		}
		catch (IndexOutOfBoundsException ex) {
			throw new IllegalArgumentException("it ends after %s bytes".formatted(bytes.length), ex);
		}
	}

	private static int end(ClassReader reader) {
		int position = reader.header + 8 + 2 * reader.readUnsignedShort(reader.header + 6);
		for (int kind = 0; kind < 2; kind++) {
			int count = reader.readUnsignedShort(position);
			position += 2;
			for (int member = 0; member < count; member++) {
				position = afterAttributes(reader, position + 6);
			}
		}
		return afterAttributes(reader, position);
	}

	private static int afterAttributes(ClassReader reader, int position) {
		int count = reader.readUnsignedShort(position);
		int end = position + 2;
		for (int attribute = 0; attribute < count; attribute++) {
			end = Math.addExact(end + 6, Math.max(0, reader.readInt(end + 2)));
		}
		return end;
	}

}
