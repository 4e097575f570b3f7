package dev.holdfast.sample.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles sources as the build of the sample application does.
 */
final class ProjectCompiler {

	private ProjectCompiler() {
	}

	/**
	 * Compile some sources.
	 * @param sources the sources
	 * @param classes the directory of the classes that are there already
	 * @param target the directory of the new classes
	 */
	static void compile(List<Path> sources, Path classes, Path target) {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
		try (StandardJavaFileManager files = compiler.getStandardFileManager(problems, Locale.ROOT, null)) {
			boolean compiled = compiler
				.getTask(null, files, problems, options(classes, target), null,
						files.getJavaFileObjectsFromPaths(sources))
				.call();
			if (!compiled) {
				throw new IllegalArgumentException(problems.getDiagnostics()
					.stream()
					.filter((problem) -> problem.getKind() == Diagnostic.Kind.ERROR)
					.map(Diagnostic::toString)
					.collect(Collectors.joining("\n", "Does not compile:\n", "")));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<String> options(Path classes, Path target) {
		String classPath = Stream.concat(Stream.of(classes), SampleModule.allDependencies().stream())
			.map(Path::toString)
			.collect(Collectors.joining(File.pathSeparator));
		return List.of("-proc:none", "-parameters", "-nowarn", "-g", "--release", "17", "-implicit:none", "-d",
				target.toString(), "-cp", classPath);
	}

}
