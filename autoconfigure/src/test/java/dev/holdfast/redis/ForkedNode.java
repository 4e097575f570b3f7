package dev.holdfast.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A node in a JVM of its own, which begins when it is told to.
 */
final class ForkedNode implements AutoCloseable {

	static final String RESULT = "RESULT ";

	private static final String READY = "READY";

	private final Process process;

	private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

	private final List<String> lines = new CopyOnWriteArrayList<>();

	private final CompletableFuture<Void> ended;

	private ForkedNode(Process process) {
		this.process = process;
		this.ended = CompletableFuture.runAsync(this::read);
	}

	static ForkedNode start(Class<?> mainClass, Object... arguments) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
						"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), mainClass.getName()));
		for (Object argument : arguments) {
			command.add(argument.toString());
		}
		try {
			return new ForkedNode(new ProcessBuilder(command).redirectErrorStream(true).start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void read() {
		try (BufferedReader reader = this.process.inputReader(StandardCharsets.UTF_8)) {
			String line = reader.readLine();
			while (line != null) {
				this.lines.add(line);
				if (line.equals(READY)) {
					this.ready.complete(true);
				}
				line = reader.readLine();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Called by the node when it has what it needs.
	 * @throws IOException if it is not told to begin
	 */
	static void awaitBegin() throws IOException {
		System.out.println(READY);
		System.in.read();
	}

	void awaitReady() {
		this.ready.orTimeout(30, TimeUnit.SECONDS).join();
	}

	/**
	 * Tell the node to begin, or to end if it goes on until then.
	 */
	void tell() {
		try {
			this.process.getOutputStream().write('\n');
			this.process.getOutputStream().flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Wait for the results.
	 * @return what the node has printed as results
	 */
	List<String> results() {
		try {
			this.ended.orTimeout(25, TimeUnit.SECONDS).join();
		}
		catch (CompletionException ex) {
			throw new AssertionError("Goes on:\n" + String.join("\n", this.lines), ex);
		}
		List<String> results = this.lines.stream()
			.filter((line) -> line.startsWith(RESULT))
			.map((line) -> line.substring(RESULT.length()))
			.toList();
		if (results.isEmpty()) {
			throw new AssertionError("No result:\n" + String.join("\n", this.lines));
		}
		return results;
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
