package dev.holdfast.state.migration;

import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.springframework.boot.devtools.restart.classloader.RestartClassLoader;

/**
 * Compiles the classes of an application and loads them as DevTools does.
 */
final class AppCompiler {

	private AppCompiler() {
	}

	/**
	 * Compile sources.
	 * @param sources the sources by their class names
	 * @return the directory of the class files
	 */
	static Path compile(Map<String, String> sources) {
		try {
			Path directory = Files.createTempDirectory("holdfast-app-classes");
			directory.toFile().deleteOnExit();
			compile(sources, directory);
			return directory;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void compile(Map<String, String> sources, Path directory) {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
		List<JavaFileObject> files = new ArrayList<>();
		sources.forEach((name, source) -> files.add(new SourceFile(name, source)));
		List<String> options = List.of("--release", "17", "-parameters", "-proc:none", "-nowarn", "-implicit:none",
				"-cp", System.getProperty("java.class.path"), "-d", directory.toString());
		if (!compiler.getTask(null, null, diagnostics, options, null, files).call()) {
			throw new IllegalArgumentException("Sources do not compile: " + diagnostics.getDiagnostics());
		}
	}

	/**
	 * Load the classes of another generation.
	 * @param directory the directory of the class files
	 * @return the restart class loader
	 */
	static RestartClassLoader load(Path directory) {
		try {
			return new RestartClassLoader(AppCompiler.class.getClassLoader(), new URL[] { directory.toUri().toURL() });
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Call a public static method of a class of the application.
	 * @param loader the generation
	 * @param type the name of the class
	 * @param method the name of the method, which has no namesake
	 * @param arguments the arguments
	 * @return what the method returned
	 * @throws Throwable what the method threw
	 */
	static Object call(ClassLoader loader, String type, String method, Object... arguments) throws Throwable {
		for (var candidate : loader.loadClass(type).getMethods()) {
			if (candidate.getName().equals(method)) {
				try {
					return candidate.invoke(null, arguments);
				}
				catch (java.lang.reflect.InvocationTargetException ex) {
					throw ex.getCause();
				}
			}
		}
		throw new NoSuchMethodException(type + "." + method);
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
