package dev.holdfast.state.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes and reads texts in a state file, each time as a new process does.
 */
final class StoredText {

	private StoredText() {
	}

	static void write(Path directory, String... texts) throws IOException {
		try (StateFile file = StateFile.open(directory)) {
			for (String text : texts) {
				file.write(text.getBytes(StandardCharsets.UTF_8));
			}
		}
	}

	static String read(Path directory) throws IOException {
		try (StateFile file = StateFile.open(directory)) {
			return file.read((content) -> new String(content, StandardCharsets.UTF_8));
		}
	}

	static List<String> names(Path directory) throws IOException {
		try (Stream<Path> files = Files.list(directory)) {
			return files.map((file) -> file.getFileName().toString()).sorted().toList();
		}
	}

}
