package dev.holdfast.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.SourceProject;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The server survives restarts, but never the JVM's end.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(120)
class PlainShutdownIT {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource({ "TERM, graceful, 143", "TERM, immediate, 143", "INT, graceful, 130" })
	void endsOnASignalAfterRestarts(String signal, String shutdown, int exitCode) throws IOException {
		Assumptions.assumeFalse(signal.equals("INT") && isInterruptIgnored(),
				"SIGINT is ignored here, which a child process inherits");
		try (ForkedApplication application = ForkedApplication.of(SourceProject.copyTo(this.directory))
			.property("server.shutdown", shutdown)
			.start()) {
			application.restart("v2");
			application.restart("v3");
			application.signal(signal);
			assertThat(application.awaitExit(LIMIT)).hasValue(exitCode);
		}
	}

	private static boolean isInterruptIgnored() throws IOException {
		Path status = Path.of("/proc/self/status");
		if (!Files.exists(status)) {
			return false;
		}
		String mask = Files.readAllLines(status)
			.stream()
			.filter((line) -> line.startsWith("SigIgn:"))
			.map((line) -> line.substring("SigIgn:".length()).trim())
			.findFirst()
			.orElseThrow();
		return (Long.parseUnsignedLong(mask, 16) & 0b10) != 0;
	}

}
