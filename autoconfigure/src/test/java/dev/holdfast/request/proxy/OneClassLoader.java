package dev.holdfast.request.proxy;

import java.io.IOException;
import java.io.InputStream;

import org.springframework.util.StreamUtils;

/**
 * Has one class of its own; for all others, even in the same package, it asks its parent
 * first.
 */
final class OneClassLoader extends ClassLoader {

	private final String own;

	private OneClassLoader(Class<?> type) {
		super(type.getClassLoader());
		this.own = type.getName();
	}

	/**
	 * Load a class once more.
	 * @param type the class
	 * @return the same class in a loader of its own
	 */
	static Class<?> load(Class<?> type) {
		try {
			return new OneClassLoader(type).loadClass(type.getName());
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
		if (!name.equals(this.own) || findLoadedClass(name) != null) {
			return super.loadClass(name, resolve);
		}
		try (InputStream content = getResourceAsStream(name.replace('.', '/') + ".class")) {
			byte[] classFile = StreamUtils.copyToByteArray(content);
			return defineClass(name, classFile, 0, classFile.length);
		}
		catch (IOException ex) {
			throw new ClassNotFoundException(name, ex);
		}
	}

}
