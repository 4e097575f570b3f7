package dev.holdfast.reload.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassWriter;

/**
 * Tells class files that are written from those that a compiler still writes. Has no
 * state.
 *
 * @since 0.1.0
 */
public final class ClassFiles {

	static final String SUFFIX = ".class";

	private ClassFiles() {
	}

	/**
	 * Whether a file can be loaded as far as its form goes. Files that are not class
	 * files always can, and a version that is not known yet is not held against a class
	 * file.
	 * @param file the file
	 * @return whether it is complete; a class file that cannot be read is not
	 */
	public static boolean isComplete(Path file) {
		if (!file.toString().endsWith(SUFFIX)) {
			return true;
		}
		try {
			byte[] content = Files.readAllBytes(file);
			return ClassStructure.isComplete(content) && isReadable(content);
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static boolean isReadable(byte[] content) {
		ClassReader reader;
		try {
			reader = new ClassReader(content);
		}
		catch (IllegalArgumentException ex) {
			// The structure is right, so it is the version that the reader refuses
			return true;
		}
		try {
			// A writer visits everything
			reader.accept(new ClassWriter(0), 0);
			return true;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

}
