package dev.holdfast.reload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Changed values of the application's configuration need a restart, which names them. A
 * file in which no value has changed, such as for a comment, needs none.
 * <p>
 * Remembers what files said. Thread-safe: a concurrent map.
 */
final class ConfigurationStrategy implements ReloadStrategy {

	private final Map<Path, Map<String, String>> remembered = new ConcurrentHashMap<>();

	/**
	 * Remember what all files say now.
	 * @param directories where to look for files
	 */
	void rememberAll(List<Path> directories) {
		for (Path root : directories) {
			for (Path directory : List.of(root, root.resolve("config"))) {
				try (Stream<Path> files = Files.list(directory)) {
					files
						.filter((file) -> ConfigurationValues.isIn(root.relativize(file).toString().replace('\\', '/')))
						.forEach(this::remember);
				}
				catch (IOException | UncheckedIOException ex) {
					// None is there
				}
			}
		}
	}

	/**
	 * Remember what changed files say now, whatever has been decided about them.
	 * @param changes the changes
	 */
	void remember(List<ChangedFile> changes) {
		changes.stream()
			.filter((change) -> ConfigurationValues.isIn(change.name()))
			.forEach((change) -> remember(change.file()));
	}

	private void remember(Path file) {
		Map<String, String> values = read(file);
		if (values != null) {
			this.remembered.put(file, values);
		}
		else {
			// What it says now is not known, and every later text is a change of it
			this.remembered.remove(file);
		}
	}

	private static @Nullable Map<String, String> read(Path file) {
		try {
			return ConfigurationValues.read(file);
		}
		catch (IOException ex) {
			return null;
		}
	}

	/**
	 * Forget what a file said, so that whatever it says next is a change.
	 * @param file the file
	 */
	void forget(Path file) {
		this.remembered.remove(file);
	}

	@Override
	public @Nullable ReloadDecision decide(List<ChangedFile> changes) {
		List<ChangedFile> relevant = changes.stream().filter((change) -> !change.excluded()).toList();
		if (relevant.isEmpty() || !relevant.stream().allMatch((change) -> ConfigurationValues.isIn(change.name()))) {
			return null;
		}
		List<String> texts = new ArrayList<>();
		for (ChangedFile change : relevant) {
			if (!compare(change, texts)) {
				return new ReloadDecision(ReloadKind.CONFIGURATION, ChangeText.of(changes));
			}
		}
		return texts.isEmpty()
				? new ReloadDecision(ReloadKind.RESOURCE, ChangeText.of(changes) + ", but no value in it")
				: new ReloadDecision(ReloadKind.CONFIGURATION, String.join(", ", texts));
	}

	private boolean compare(ChangedFile change, List<String> texts) {
		Map<String, String> before = this.remembered.get(change.file());
		Map<String, String> now = read(change.file());
		if (now == null || (before == null && change.kind() != ChangedFile.Kind.ADDED)) {
			return false;
		}
		Map<String, String> earlier = Objects.requireNonNullElse(before, Map.of());
		Set<String> keys = new TreeSet<>(earlier.keySet());
		keys.addAll(now.keySet());
		for (String key : keys) {
			if (!Objects.equals(earlier.get(key), now.get(key))) {
				texts.add(ConfigurationValues.text(key, earlier.get(key), now.get(key)));
			}
		}
		return true;
	}

}
