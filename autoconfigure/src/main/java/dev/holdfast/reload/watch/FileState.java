package dev.holdfast.reload.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

import org.jspecify.annotations.Nullable;

/**
 * What the file system says about a file without reading it.
 *
 * @param size the size in bytes
 * @param modified when the file was last modified, as exactly as the file system knows
 * @param key what identifies the file behind its name, where the file system has that
 */
record FileState(long size, FileTime modified, @Nullable Object key) {

	static FileState of(BasicFileAttributes attributes) {
		return new FileState(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
	}

	static FileState of(Path file) throws IOException {
		return of(Files.readAttributes(file, BasicFileAttributes.class));
	}

}
