package dev.holdfast.test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.boot.devtools.restart.classloader.ClassLoaderFile;
import org.springframework.boot.devtools.restart.classloader.ClassLoaderFile.Kind;
import org.springframework.boot.devtools.restart.classloader.ClassLoaderFiles;
import org.springframework.boot.devtools.restart.classloader.RestartClassLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;

import dev.holdfast.test.app.RestartedApplication;

/**
 * Initializes the restarter of DevTools for a test, and always clears it afterwards.
 */
public final class RestarterExtension implements BeforeEachCallback, AfterEachCallback {

	private static final List<ConfigurableApplicationContext> CONTEXTS = new CopyOnWriteArrayList<>();

	private static volatile Consumer<ConfigurableApplicationContext> onStart = (context) -> {
	};

	@Override
	public void beforeEach(ExtensionContext context) throws Exception {
		Restarter.clearInstance();
		onStart = (started) -> {
		};
		// DevTools marks the thread, and looks for the main method on its stack
		Thread main = new Thread(() -> RestartedApplication.main(new String[0]), "restarter-initializer");
		main.start();
		main.join(Duration.ofSeconds(10).toMillis());
		ClassLoaderFiles files = new ClassLoaderFiles();
		ClassPathResource file = new ClassPathResource(
				RestartedApplication.class.getName().replace('.', '/').concat(".class"));
		files.addFile(file.getPath(), new ClassLoaderFile(Kind.MODIFIED, file.getContentAsByteArray()));
		Restarter.getInstance().addClassLoaderFiles(files);
	}

	@Override
	public void afterEach(ExtensionContext context) {
		Restarter.clearInstance();
		CONTEXTS.forEach(ConfigurableApplicationContext::close);
		CONTEXTS.clear();
		Thread[] threads = new Thread[Thread.activeCount() * 2];
		int count = Thread.enumerate(threads);
		for (int i = 0; i < count; i++) {
			if (threads[i].getContextClassLoader() instanceof RestartClassLoader) {
				threads[i].setContextClassLoader(RestarterExtension.class.getClassLoader());
			}
		}
	}

	/**
	 * Called for each application context of {@link RestartedApplication}.
	 * @param context the context
	 */
	public static void started(ConfigurableApplicationContext context) {
		CONTEXTS.add(context);
		onStart.accept(context);
	}

	/**
	 * Set what happens in each application context to come.
	 * @param action the action, which may fail
	 */
	public static void onStart(Consumer<ConfigurableApplicationContext> action) {
		onStart = action;
	}

}
