package dev.holdfast.request;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import net.bytebuddy.agent.ByteBuddyAgent;

/**
 * Looks into the thread locals of all threads. The package {@code java.lang} is opened to
 * one class alone: opened to all, it would hide what does not work in the JVMs of users.
 */
final class ThreadLocalScan {

	private final Function<Thread, List<Object>> reader;

	@SuppressWarnings("unchecked")
	ThreadLocalScan() throws Exception {
		ReaderLoader loader = new ReaderLoader();
		ByteBuddyAgent.install()
			.redefineModule(Object.class.getModule(), Set.of(), Map.of(),
					Map.of("java.lang", Set.of(loader.getUnnamedModule())), Set.of(), Map.of());
		this.reader = (Function<Thread, List<Object>>) loader.defineReader().getConstructor().newInstance();
	}

	/**
	 * Return the live threads that have an instance of a type in their thread locals.
	 * @param type the type
	 * @return the threads
	 */
	List<Thread> threadsWith(Class<?> type) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> this.reader.apply(thread).stream().anyMatch(type::isInstance))
			.toList();
	}

	private static final class ReaderLoader extends ClassLoader {

		ReaderLoader() {
			super(ThreadLocalScan.class.getClassLoader());
		}

		Class<?> defineReader() throws Exception {
			try (InputStream file = ThreadLocalReader.class.getResourceAsStream("ThreadLocalReader.class")) {
				byte[] bytes = file.readAllBytes();
				return defineClass(ThreadLocalReader.class.getName(), bytes, 0, bytes.length);
			}
		}

	}

}
