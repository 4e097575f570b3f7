package dev.holdfast.reload.graph;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles sources to class files in a directory.
 */
final class TestCompiler {

	private TestCompiler() {
	}

	static void compile(Map<String, String> sources, Path directory, Path... classPath) {
		compile(sources, directory, List.of("--release", "17", "-parameters", "-g"), classPath);
	}

	static void compile(Map<String, String> sources, Path directory, List<String> more, Path... classPath) {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
		List<JavaFileObject> files = new ArrayList<>();
		sources.forEach((name, source) -> files.add(new SourceFile(name, source)));
		StringBuilder path = new StringBuilder(System.getProperty("java.class.path"));
		List.of(classPath).forEach((entry) -> path.append(File.pathSeparator).append(entry));
		List<String> options = new ArrayList<>(
				List.of("-proc:none", "-nowarn", "-implicit:none", "-cp", path.toString(), "-d", directory.toString()));
		options.addAll(more);
		if (!compiler.getTask(null, null, diagnostics, options, null, files).call()) {
			throw new IllegalArgumentException("Sources do not compile: " + diagnostics.getDiagnostics());
		}
	}

	static Map<Path, byte[]> read(Path directory) {
		try (Stream<Path> files = Files.walk(directory)) {
			Map<Path, byte[]> contents = new HashMap<>();
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				contents.put(directory.relativize(file), Files.readAllBytes(file));
			}
			return contents;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static byte[] read(Path directory, String type) {
		try {
			return Files.readAllBytes(file(directory, type));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Path file(Path directory, String type) {
		return directory.resolve(type.replace('.', '/') + ".class");
	}

	static String nameOf(Path file) {
		return file.toString().replace('/', '.').replace('\\', '.').replaceFirst("\\.class$", "");
	}

	private static final class SourceFile extends SimpleJavaFileObject {

		private final String source;

		SourceFile(String name, String source) {
			super(URI.create("string:///" + name.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
			this.source = source;
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) {
			return this.source;
		}

	}

}
