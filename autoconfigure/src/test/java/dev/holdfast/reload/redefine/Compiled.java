package dev.holdfast.reload.redefine;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles to memory, and loads from there.
 */
final class Compiled extends ClassLoader {

	private final Map<String, byte[]> classes = new HashMap<>();

	private Compiled() {
		super(Compiled.class.getClassLoader());
	}

	static Compiled of(String source) {
		Compiled compiled = new Compiled();
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		JavaFileManager files = new Files(compiler.getStandardFileManager(null, null, null), compiled.classes);
		JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///App.java"), JavaFileObject.Kind.SOURCE) {

			@Override
			public CharSequence getCharContent(boolean ignoreEncodingErrors) {
				return "package app; " + source;
			}

		};
		List<String> options = List.of("-proc:none", "-nowarn", "-parameters", "-g");
		if (!compiler.getTask(null, files, null, options, null, List.of(file)).call()) {
			throw new IllegalArgumentException("Does not compile: " + source);
		}
		return compiled;
	}

	Map<String, byte[]> classes() {
		return this.classes;
	}

	@Override
	protected Class<?> findClass(String name) throws ClassNotFoundException {
		byte[] content = this.classes.get(name);
		if (content == null) {
			throw new ClassNotFoundException(name);
		}
		return defineClass(name, content, 0, content.length);
	}

	private static final class Files extends ForwardingJavaFileManager<JavaFileManager> {

		private final Map<String, byte[]> classes;

		Files(JavaFileManager files, Map<String, byte[]> classes) {
			super(files);
			this.classes = classes;
		}

		@Override
		public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind,
				FileObject sibling) {
			Map<String, byte[]> all = this.classes;
			return new SimpleJavaFileObject(URI.create("string:///" + name.replace('.', '/') + ".class"), kind) {

				@Override
				public OutputStream openOutputStream() {
					return new ByteArrayOutputStream() {

						@Override
						public void close() {
							all.put(name, toByteArray());
						}

					};
				}

			};
		}

	}

}
