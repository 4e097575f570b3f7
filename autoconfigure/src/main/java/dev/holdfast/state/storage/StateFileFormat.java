package dev.holdfast.state.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

import dev.holdfast.state.migration.MalformedContentException;

/**
 * What is around the content of a state file: a mark, the version of the format, and the
 * length and checksum of the content.
 */
final class StateFileFormat {

	static final int VERSION = 1;

	private static final byte[] MARK = "HOLDFAST".getBytes(StandardCharsets.US_ASCII);

	private static final int HEADER = MARK.length + 3 * Integer.BYTES;

	private StateFileFormat() {
	}

	static ByteBuffer wrap(byte[] content) {
		ByteBuffer file = ByteBuffer.allocate(Math.addExact(HEADER, content.length));
		file.put(MARK).putInt(VERSION).putInt(content.length).putInt(checksum(content));
		return file.put(content).flip();
	}

	/**
	 * Return the content of a file.
	 * @param file all bytes of the file
	 * @return the content
	 * @throws MalformedContentException if it is not what has been written
	 */
	static byte[] unwrap(byte[] file) {
		if (file.length < MARK.length || !Arrays.equals(file, 0, MARK.length, MARK, 0, MARK.length)) {
			throw new MalformedContentException("it is no state file");
		}
		if (file.length < HEADER) {
			throw new MalformedContentException("it is truncated");
		}
		ByteBuffer buffer = ByteBuffer.wrap(file).position(MARK.length);
		int version = buffer.getInt();
		if (version != VERSION) {
			throw new MalformedContentException("it is in version %d of the format, and this Holdfast reads version %d"
				.formatted(version, VERSION));
		}
		int length = buffer.getInt();
		int checksum = buffer.getInt();
		if (buffer.remaining() != length) {
			throw new MalformedContentException(
					"it is truncated: %d of %d bytes are there".formatted(buffer.remaining(), length));
		}
		byte[] content = new byte[length];
		buffer.get(content);
		if (checksum(content) != checksum) {
			throw new MalformedContentException("its checksum is wrong");
		}
		return content;
	}

	private static int checksum(byte[] content) {
		CRC32C checksum = new CRC32C();
		checksum.update(content);
		return (int) checksum.getValue();
	}

}
