package dev.holdfast.sample.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/**
 * Looks into another JVM with the {@code jcmd} of this one.
 */
public final class JvmInspector {

	private static final String RESTART_CLASS_LOADER = "org.springframework.boot.devtools.restart.classloader"
			+ ".RestartClassLoader";

	private static final Pattern METASPACE = Pattern.compile("Both:\\s+(\\d+) bytes used");

	private static final Pattern THREAD = Pattern.compile("(?m)^\"(.*?)\" #\\d+");

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final long pid;

	JvmInspector(long pid) {
		this.pid = pid;
	}

	/**
	 * Count the generations of classes that are still reachable, after a collection.
	 * @return the number of restart class loaders
	 */
	public int restartClassLoaders() {
		return instances(RESTART_CLASS_LOADER);
	}

	/**
	 * Wait until no more generations of classes are reachable than there may be.
	 * @param atMost how many there may be
	 */
	public void awaitRestartClassLoaders(int atMost) {
		Awaitility.await("at most " + atMost + " restart class loaders")
			.atMost(LIMIT)
			.until(this::restartClassLoaders, (count) -> count <= atMost);
	}

	/**
	 * Count objects that are still reachable, after a collection.
	 * @param className the binary name of their class
	 * @return the number of objects
	 */
	public int instances(String className) {
		collect();
		return jcmd("GC.class_histogram").lines()
			.map((line) -> line.trim().split("\\s+"))
			.filter((columns) -> columns.length >= 4 && columns[3].equals(className))
			.mapToInt((columns) -> Integer.parseInt(columns[1]))
			.sum();
	}

	/**
	 * Whether a class has been loaded, by whichever loader.
	 * @param className the binary name of the class
	 * @return whether there is such a class
	 */
	public boolean isLoaded(String className) {
		return jcmd("VM.class_hierarchy", className).contains(className + "/");
	}

	/**
	 * Measure the space of classes, after a collection.
	 * @return the bytes in use
	 */
	public long metaspaceUsed() {
		collect();
		String info = jcmd("VM.metaspace", "basic", "scale=1");
		Matcher matcher = METASPACE.matcher(info);
		if (!matcher.find()) {
			throw new IllegalStateException("No metaspace in: " + info);
		}
		return Long.parseLong(matcher.group(1));
	}

	/**
	 * List the threads of the JVM that run Java code.
	 * @return their names
	 */
	public List<String> threads() {
		return THREAD.matcher(jcmd("Thread.print")).results().map((match) -> match.group(1)).toList();
	}

	/**
	 * Run a command in the other JVM.
	 * @param command name and arguments
	 * @return what it prints
	 */
	public String jcmd(String... command) {
		String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
		List<String> line = Stream.concat(Stream.of(jcmd, String.valueOf(this.pid)), Arrays.stream(command)).toList();
		try {
			Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
			try (InputStream output = process.getInputStream()) {
				String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
				int code = process.waitFor();
				if (code != 0) {
					throw new IllegalStateException(line + " failed with " + code + ": " + text);
				}
				return text;
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	// Twice: what finalizers and cleaners let go after the first one goes with the second
	private void collect() {
		jcmd("GC.run");
		jcmd("GC.run");
	}

}
