package dev.holdfast.state.migration;

import java.nio.file.Path;
import java.util.Map;

import org.springframework.boot.devtools.restart.classloader.RestartClassLoader;

/**
 * A generation of an application in a test, with what state needs to come and go.
 */
final class Generation {

	private final RestartClassLoader loader;

	private final ContainerAdapters adapters;

	private final Rehydrator rehydrator;

	Generation(Path classes) {
		this.loader = AppCompiler.load(classes);
		this.adapters = ContainerAdapters.load(this.loader);
		this.rehydrator = new Rehydrator(this.loader, this.adapters);
	}

	ClassLoader loader() {
		return this.loader;
	}

	/**
	 * Call a static method of the application.
	 * @param <T> what the caller expects
	 * @param type the name of the class
	 * @param method the name of the method
	 * @param arguments the arguments
	 * @return what it returned
	 */
	@SuppressWarnings("unchecked")
	<T> T call(String type, String method, Object... arguments) {
		try {
			return (T) AppCompiler.call(this.loader, type, method, arguments);
		}
		catch (Throwable ex) {
			throw new AssertionError(ex);
		}
	}

	Map<String, DehydratedValue> dehydrate(Map<String, ?> values) {
		return new Dehydrator((type) -> type.getClassLoader() instanceof RestartClassLoader, this.adapters,
				this.rehydrator)
			.dehydrate(values);
	}

	Object rehydrate(DehydratedValue value) throws MigrationException {
		return this.rehydrator.rehydrate(value, RehydrationTarget.of(Object.class)).value();
	}

}
