package dev.holdfast.test;

import java.lang.reflect.Constructor;
import java.net.URL;
import java.util.function.Supplier;

import org.springframework.boot.devtools.restart.classloader.ClassLoaderFile;
import org.springframework.boot.devtools.restart.classloader.ClassLoaderFile.Kind;
import org.springframework.boot.devtools.restart.classloader.ClassLoaderFiles;
import org.springframework.boot.devtools.restart.classloader.RestartClassLoader;

import dev.holdfast.test.app.Greeting;
import dev.holdfast.test.app.Item;

/**
 * Classes of one generation, loaded as DevTools loads those of an application.
 */
public final class AppClasses {

	private final RestartClassLoader classLoader;

	/**
	 * Load the classes of another generation.
	 */
	public AppClasses() {
		this(new ClassLoaderFiles());
	}

	private AppClasses(ClassLoaderFiles files) {
		URL classes = Item.class.getProtectionDomain().getCodeSource().getLocation();
		this.classLoader = new RestartClassLoader(AppClasses.class.getClassLoader(), new URL[] { classes }, files);
	}

	/**
	 * Load the classes of another generation, of which one has been deleted.
	 * @param type the class that is deleted
	 * @return the classes
	 */
	public static AppClasses without(Class<?> type) {
		ClassLoaderFiles files = new ClassLoaderFiles();
		files.addFile(type.getName().replace('.', '/').concat(".class"), new ClassLoaderFile(Kind.DELETED, null));
		return new AppClasses(files);
	}

	public RestartClassLoader classLoader() {
		return this.classLoader;
	}

	public Class<?> itemType() {
		return load(Item.class);
	}

	/**
	 * Create an object of an app type.
	 * @param name the name of the item
	 * @return the item
	 */
	public Object item(String name) {
		try {
			Constructor<?> constructor = itemType().getConstructor(String.class);
			return constructor.newInstance(name);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Create a supplier of an app type, whose values are of a base type.
	 * @return the supplier
	 */
	@SuppressWarnings("unchecked")
	public Supplier<String> greeting() {
		try {
			return (Supplier<String>) load(Greeting.class).getConstructor().newInstance();
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Create a lambda in an app type.
	 * @return the lambda
	 */
	public Runnable lambda() {
		try {
			return (Runnable) load(Greeting.class).getMethod("lambda").invoke(null);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Create an object of the app type that corresponds to a class of the tests.
	 * @param type the class, which has a default constructor
	 * @return the object
	 */
	public Object create(Class<?> type) {
		try {
			return load(type).getConstructor().newInstance();
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Find a class of this generation.
	 * @param type the class outside of any generation
	 * @return the class
	 */
	public Class<?> load(Class<?> type) {
		try {
			return this.classLoader.loadClass(type.getName());
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
