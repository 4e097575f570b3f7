package dev.holdfast.test;

import java.lang.reflect.Constructor;
import java.net.URL;
import java.util.function.Supplier;

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
		URL classes = Item.class.getProtectionDomain().getCodeSource().getLocation();
		this.classLoader = new RestartClassLoader(AppClasses.class.getClassLoader(), new URL[] { classes });
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

	private Class<?> load(Class<?> type) {
		try {
			return this.classLoader.loadClass(type.getName());
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
