package dev.holdfast.restart.leak;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.sql.DriverManager;
import java.util.List;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

import dev.holdfast.restart.Restarts;
import dev.holdfast.restart.Retirement;
import dev.holdfast.restart.RetirementListener;

/**
 * Deregisters the JDBC drivers of a retired generation: those whose classes DevTools
 * reloads, not those of libraries.
 */
final class JdbcDrivers implements RetirementListener {

	private static final Log logger = LogFactory.getLog(JdbcDrivers.class);

	private static final boolean PRESENT = ClassUtils.isPresent("java.sql.DriverManager",
			JdbcDrivers.class.getClassLoader());

	@Override
	public void onRetirement(Retirement retirement) {
		ClassLoader retired = retirement.retiredLoader();
		if (PRESENT && retired != null) {
			ClassLoader next = retirement.next().classLoader();
			List<String> removed = Restarts.callOnBaseThread("holdfast-jdbc-drivers", () -> remove(retired, next));
			removed
				.forEach((driver) -> logger.debug("Deregistered JDBC driver " + driver + " of a retired generation"));
		}
	}

	private static List<String> remove(ClassLoader retired, @Nullable ClassLoader next) {
		// The first look at the drivers creates those of all libraries, which may start
		// threads. That must happen neither below the retired loader nor for it.
		Thread.currentThread().setContextClassLoader(next);
		DriverManager.drivers();
		return new Child(retired).remover().get();
	}

	/**
	 * Sees what the retired loader sees.
	 */
	private static final class Child extends ClassLoader {

		private Child(ClassLoader parent) {
			super(parent);
		}

		@SuppressWarnings("unchecked")
		private Supplier<List<String>> remover() {
			String file = ClassUtils.getClassFileName(JdbcDriverRemover.class);
			try (InputStream stream = JdbcDriverRemover.class.getResourceAsStream(file)) {
				byte[] code = (stream != null) ? stream.readAllBytes() : new byte[0];
				Class<?> type = defineClass(JdbcDriverRemover.class.getName(), code, 0, code.length);
				Constructor<?> constructor = type.getDeclaredConstructor();
				constructor.setAccessible(true);
				return (Supplier<List<String>>) constructor.newInstance();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			catch (ReflectiveOperationException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
