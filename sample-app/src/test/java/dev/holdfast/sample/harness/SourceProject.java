package dev.holdfast.sample.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A copy of the sample application that a test may edit and compile, as a developer does
 * in an IDE. Files are named relative to their root, Java sources and resources alike:
 * {@code dev/holdfast/sample/VersionController.java}, {@code application.yml}.
 * <p>
 * An edited resource is in the class directory at once, an edited source after
 * {@link #compile()}.
 */
public final class SourceProject {

	private static final String VERSION_CONTROLLER = "dev/holdfast/sample/VersionController.java";

	private static final Pattern VERSION = Pattern.compile("return \"[^\"]*\";");

	private static final Pattern REQUEST_STATE = Pattern.compile("RequestState<(\\w+)>");

	private static final Pattern HOLDFAST_IMPORT = Pattern.compile("(?m)^import dev\\.holdfast\\.(?!sample)");

	private final Path sources;

	private final Path resources;

	private final Path classes;

	private final Path compiled;

	private final Set<String> changed = new TreeSet<>();

	private SourceProject(Path directory) {
		this.sources = directory.resolve("java");
		this.resources = directory.resolve("resources");
		this.classes = directory.resolve("classes");
		this.compiled = directory.resolve("compiled");
	}

	/**
	 * Copy the sample application's sources and its compiled classes.
	 * @param directory an empty directory
	 * @return the copy
	 */
	public static SourceProject copyTo(Path directory) {
		SourceProject project = new SourceProject(directory);
		copy(SampleModule.directory().resolve("src/main/java"), project.sources);
		copy(SampleModule.directory().resolve("src/main/resources"), project.resources);
		copy(SampleModule.classes(), project.classes);
		return project;
	}

	/**
	 * The directory of compiled classes and resources.
	 * @return a class path entry
	 */
	public Path classes() {
		return this.classes;
	}

	/**
	 * Change the text that {@code GET /version} answers; to be compiled.
	 * @param version the new text
	 * @return this project
	 */
	public SourceProject version(String version) {
		return edit(VERSION_CONTROLLER, (text) -> VERSION.matcher(text).replaceFirst("return \"" + version + "\";"));
	}

	/**
	 * Read a file.
	 * @param file the file
	 * @return its whole text
	 */
	public String read(String file) {
		try {
			return Files.readString((isSource(file) ? this.sources : this.resources).resolve(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Change a file that exists.
	 * @param file the file
	 * @param change from the old text to the new one; has to change something
	 * @return this project
	 */
	public SourceProject edit(String file, UnaryOperator<String> change) {
		String text = read(file);
		String edited = change.apply(text);
		if (edited.equals(text)) {
			throw new IllegalArgumentException("The edit of " + file + " changes nothing");
		}
		return write(file, edited);
	}

	/**
	 * Write a file, new or not.
	 * @param file the file
	 * @param text its whole text
	 * @return this project
	 */
	public SourceProject write(String file, String text) {
		if (isSource(file)) {
			write(this.sources.resolve(file), text);
			this.changed.add(file);
		}
		else {
			write(this.resources.resolve(file), text);
			write(this.classes.resolve(file), text);
		}
		return this;
	}

	/**
	 * Delete a file together with what was compiled from it.
	 * @param file the file
	 * @return this project
	 */
	public SourceProject delete(String file) {
		try {
			if (isSource(file)) {
				Files.delete(this.sources.resolve(file));
				this.changed.remove(file);
				deleteClasses(file.substring(0, file.length() - ".java".length()));
			}
			else {
				Files.delete(this.resources.resolve(file));
				Files.delete(this.classes.resolve(file));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return this;
	}

	/**
	 * Delete everything that uses Holdfast, for a run without it, and what cannot do
	 * without that: what uses its types, or is injected with its request states.
	 * @return this project
	 */
	public SourceProject deleteUsesOfHoldfast() {
		List<String> users = find(HOLDFAST_IMPORT);
		while (!users.isEmpty()) {
			Pattern use = Pattern
				.compile(users.stream().flatMap(this::types).collect(Collectors.joining("|", "\\b(", ")\\b")));
			users.forEach(this::delete);
			users = find(use);
		}
		return this;
	}

	private List<String> find(Pattern pattern) {
		try (Stream<Path> files = Files.walk(this.sources)) {
			return files.filter(Files::isRegularFile)
				.map((file) -> this.sources.relativize(file).toString())
				.filter((file) -> pattern.matcher(read(file)).find())
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Stream<String> types(String file) {
		String type = Path.of(file).getFileName().toString().replace(".java", "");
		return Stream.concat(Stream.of(type),
				REQUEST_STATE.matcher(read(file)).results().map((match) -> match.group(1)));
	}

	/**
	 * Compile what has changed since the last successful call. All class files appear at
	 * the same time, as nearly as possible, so that DevTools does not see half of them.
	 * @throws IllegalArgumentException with the compiler's words, if it does not compile
	 */
	public void compile() {
		if (!this.changed.isEmpty()) {
			compileChanged();
			move(this.compiled, this.classes);
			this.changed.clear();
		}
	}

	/**
	 * Compile what has changed since the last call, and keep the application from seeing
	 * it.
	 * @return the class files by their names, such as {@code com/example/Main.class}
	 */
	public Map<String, byte[]> compileApart() {
		compileChanged();
		Map<String, byte[]> result = new TreeMap<>();
		try (Stream<Path> files = Files.walk(this.compiled)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				result.put(this.compiled.relativize(file).toString(), Files.readAllBytes(file));
				Files.delete(file);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.changed.clear();
		return result;
	}

	private void compileChanged() {
		ProjectCompiler.compile(this.changed.stream().map(this.sources::resolve).toList(), this.classes, this.compiled);
	}

	/**
	 * Delete one class that is no longer in its source.
	 * @param type the class, such as {@code dev/holdfast/sample/Cart}
	 */
	public void deleteClass(String type) {
		try {
			Files.delete(this.classes.resolve(type + ".class"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void deleteClasses(String type) throws IOException {
		Path file = this.classes.resolve(type);
		String name = file.getFileName().toString();
		try (Stream<Path> siblings = Files.list(file.getParent())) {
			for (Path sibling : siblings.toList()) {
				String siblingName = sibling.getFileName().toString();
				if (siblingName.equals(name + ".class") || siblingName.startsWith(name + "$")) {
					Files.delete(sibling);
				}
			}
		}
	}

	private static boolean isSource(String file) {
		return file.endsWith(".java");
	}

	private static void write(Path file, String text) {
		try {
			Files.createDirectories(file.getParent());
			// Whoever looks at the file finds all of it, or none
			Path beside = Files.writeString(Files.createTempFile("holdfast", null), text);
			Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void move(Path from, Path to) {
		try (Stream<Path> files = Files.walk(from)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				Path target = to.resolve(from.relativize(file).toString());
				Files.createDirectories(target.getParent());
				Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void copy(Path from, Path to) {
		try (Stream<Path> files = Files.walk(from)) {
			for (Path file : files.toList()) {
				Path target = to.resolve(from.relativize(file).toString());
				if (Files.isDirectory(file)) {
					Files.createDirectories(target);
				}
				else {
					Files.copy(file, target);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
