package dev.holdfast.sample.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;

/**
 * Holds up the application in the middle of its start for as long as the test wants, by a
 * bean that waits for a file.
 */
public final class StartGate {

	private static final String SOURCE = """
			package dev.holdfast.sample;

			import java.nio.file.Files;
			import java.nio.file.Path;

			import org.springframework.stereotype.Component;

			@Component
			class StartGate {

				StartGate() throws InterruptedException {
					Path file = Path.of("%s");
					if (!Files.exists(file)) {
						System.out.println("Start gate is closed");
					}
					while (!Files.exists(file)) {
						Thread.sleep(10);
					}
				}

			}
			""";

	private static final Pattern CLOSED = Pattern.compile("Start gate is closed");

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final Path file;

	private int held;

	private StartGate(Path file) {
		this.file = file;
	}

	/**
	 * Build a gate into a project. It is open.
	 * @param project the project
	 * @param directory a directory that is not the project's
	 * @return the gate
	 */
	public static StartGate in(SourceProject project, Path directory) {
		StartGate gate = new StartGate(directory.resolve("start-gate").toAbsolutePath());
		project.write("dev/holdfast/sample/StartGate.java",
				SOURCE.formatted(gate.file.toString().replace("\\", "\\\\")));
		gate.open();
		return gate;
	}

	/**
	 * Let nobody through from now on.
	 */
	public void close() {
		try {
			Files.delete(this.file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Wait until a start has come to the closed gate.
	 * @param application the application
	 */
	public void awaitHolding(ForkedApplication application) {
		this.held++;
		Awaitility.await("a start at the gate").atMost(LIMIT).until(() -> application.countLog(CLOSED) >= this.held);
	}

	/**
	 * Let everybody through from now on.
	 */
	public void open() {
		try {
			Files.writeString(this.file, "");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
