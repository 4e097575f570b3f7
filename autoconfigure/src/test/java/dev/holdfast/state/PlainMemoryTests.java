package dev.holdfast.state;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

import org.junit.jupiter.api.Test;

import dev.holdfast.state.migration.StateView;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * In production restart state is plain memory: nothing of migration is even loaded.
 */
class PlainMemoryTests {

	@Test
	void loadsNothingOfMigration() throws Exception {
		RecordingClassLoader loader = new RecordingClassLoader();
		Object values = loader.loadClass(UseOfPlainMemory.class.getName()).getDeclaredMethod("use").invoke(null);
		assertThat(values).isEqualTo(List.of(3, 0, 0, 5));
		// The application names StateView itself, and the exceptions are names only
		assertThat(loader.loaded).contains(DefaultStateCell.class.getName(), StateDefinition.class.getName())
			.filteredOn((name) -> !name.endsWith("Exception") && !name.equals(StateView.class.getName()))
			.noneMatch((name) -> name.contains(".migration.") || name.contains("Surviv") || name.contains("Parked")
					|| name.contains("Retire") || name.contains("Migrat"));
	}

	/**
	 * Loads the classes of this library by itself, and remembers their names.
	 */
	private static final class RecordingClassLoader extends ClassLoader {

		private final Set<String> loaded = new ConcurrentSkipListSet<>();

		RecordingClassLoader() {
			super(PlainMemoryTests.class.getClassLoader());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (!name.startsWith("dev.holdfast.")) {
				return super.loadClass(name, resolve);
			}
			synchronized (getClassLoadingLock(name)) {
				Class<?> present = findLoadedClass(name);
				return (present != null) ? present : define(name);
			}
		}

		private Class<?> define(String name) throws ClassNotFoundException {
			this.loaded.add(name);
			try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
				byte[] bytes = file.readAllBytes();
				return defineClass(name, bytes, 0, bytes.length);
			}
			catch (IOException ex) {
				throw new ClassNotFoundException(name, ex);
			}
		}

	}

}
