package dev.holdfast.reload;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.holdfast.reload.graph.ClassChange;
import dev.holdfast.reload.redefine.Redefiner;

/**
 * Edited classes, each compared with the one that runs.
 */
final class ClassEdits {

	private final GenerationRecord running;

	private final ClassLoader loader;

	private final Redefiner redefiner;

	private final Map<String, ClassChange> changes = new TreeMap<>();

	private final Map<String, byte[]> replacements = new HashMap<>();

	ClassEdits(GenerationRecord running, ClassLoader loader, Redefiner redefiner) {
		this.running = running;
		this.loader = loader;
		this.redefiner = redefiner;
	}

	/**
	 * Add an edited class.
	 * @param file its file
	 * @return why the application has to restart, or {@code null} if it need not
	 */
	@Nullable String add(ChangedFile file) {
		String name;
		byte[] now;
		try {
			now = Files.readAllBytes(file.file());
			name = ClassChange.nameOf(now);
			if (!isLoadedFrom(file.file(), name)) {
				return name + " is not loaded from there";
			}
		}
		catch (IOException | URISyntaxException | RuntimeException ex) {
			return file.name() + " cannot be read";
		}
		byte[] before = this.running.classes().content(name);
		if (before != null) {
			return compare(name, before, now);
		}
		if (this.redefiner.isLoaded(this.loader, name)) {
			return "nobody has seen what of " + name + " has run";
		}
		this.changes.put(name, ClassChange.structure(List.of()));
		return ClassChange.mayBeFoundUnloaded(now) ? name + " may be found without being loaded" : null;
	}

	private @Nullable String compare(String name, byte[] before, byte[] now) {
		ClassChange change = ClassChange.between(before, now);
		if (change.kind() == ClassChange.Kind.STRUCTURE) {
			return change.reasons().isEmpty() ? "more than bodies of methods" : change.reasons().get(0);
		}
		String obstacle = this.running.obstacle(name, change.methods());
		if (obstacle != null) {
			return obstacle;
		}
		this.changes.put(name, change);
		if (!Arrays.equals(before, now)) {
			this.replacements.put(name, now);
		}
		return null;
	}

	// Another directory or a library may come first and have the class as well
	private boolean isLoadedFrom(Path file, String name) throws IOException, URISyntaxException {
		URL found = this.loader.getResource(name.replace('.', '/') + ".class");
		return found != null && found.getProtocol().equals("file") && Files.isSameFile(Path.of(found.toURI()), file);
	}

	/**
	 * Look again, as the application goes on running.
	 * @return why it has to restart by now, or {@code null} if it need not
	 */
	@Nullable String obstacle() {
		return this.changes.entrySet()
			.stream()
			.map((change) -> this.running.obstacle(change.getKey(), change.getValue().methods()))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	Map<String, ClassChange> changes() {
		return this.changes;
	}

	boolean changeCode() {
		return this.changes.values().stream().anyMatch((change) -> change.kind() != ClassChange.Kind.NONE);
	}

	Map<String, byte[]> replacements() {
		return this.replacements;
	}

}
