package dev.holdfast.state.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.holdfast.state.migration.MalformedContentException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A JVM that writes a state file until it is killed. It says what it has found, and then
 * each number that is on disk.
 */
public final class WriterProcess implements AutoCloseable {

	static final String FOUND = "found ";

	static final String STORED = "stored ";

	private static final int LINES = 5000;

	private final Process process;

	private final BufferedReader output;

	private WriterProcess(Path directory) throws IOException {
		// Without a logging system, which is most of what a start takes
		this.process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto",
				"-Dorg.apache.commons.logging.LogFactory=org.apache.commons.logging.impl.LogFactoryImpl",
				"-Dorg.apache.commons.logging.Log=org.apache.commons.logging.impl.SimpleLog",
				"-Dorg.apache.commons.logging.simplelog.defaultlog=warn", "-cp", System.getProperty("java.class.path"),
				WriterProcess.class.getName(), directory.toString())
			.redirectErrorStream(true)
			.start();
		this.output = this.process.inputReader();
	}

	/**
	 * Be that JVM.
	 * @param args the directory of the file
	 * @throws IOException if the file cannot be written
	 */
	public static void main(String[] args) throws IOException {
		PrintStream out = new PrintStream(System.out, true);
		try (StateFile file = StateFile.open(Path.of(args[0]))) {
			Integer found = file.read(WriterProcess::number);
			int number = (found != null) ? found : 0;
			out.println(FOUND + number);
			while (!out.checkError()) {
				number++;
				file.write(content(number));
				out.println(STORED + number);
			}
		}
		catch (StateFileInUseException ex) {
			out.println(ex.getMessage());
		}
	}

	private static byte[] content(int number) {
		return (number + "\n").repeat(LINES).getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Return what has been written.
	 * @param content the content of the file
	 * @return the number
	 */
	static int number(byte[] content) {
		List<String> lines = new String(content, StandardCharsets.UTF_8).lines().toList();
		if (lines.size() != LINES || lines.stream().distinct().count() != 1) {
			throw new MalformedContentException("it is torn");
		}
		return Integer.parseInt(lines.get(0));
	}

	static WriterProcess start(Path directory) throws IOException {
		return new WriterProcess(directory);
	}

	/**
	 * Start a process, and wait until it has written the file.
	 */
	static WriterProcess writing(Path directory) throws IOException {
		WriterProcess writer = start(directory);
		assertThat(writer.readLine()).startsWith(FOUND);
		assertThat(writer.readLine()).startsWith(STORED);
		return writer;
	}

	String readLine() throws IOException {
		return this.output.readLine();
	}

	long pid() {
		return this.process.pid();
	}

	/**
	 * Kill the process.
	 * @return what it had said by then
	 */
	Stream<String> kill() {
		// Not the process itself: that would throw away what it has said
		this.process.toHandle().destroyForcibly();
		return this.output.lines();
	}

	@Override
	public void close() throws InterruptedException {
		this.process.destroyForcibly();
		assertThat(this.process.waitFor(20, TimeUnit.SECONDS)).isTrue();
	}

}
