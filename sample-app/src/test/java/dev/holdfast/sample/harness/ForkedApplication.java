package dev.holdfast.sample.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The sample application in a JVM of its own, started as an IDE starts it, so that
 * DevTools is at work.
 */
public final class ForkedApplication implements AutoCloseable {

	private static final Duration START_LIMIT = Duration.ofSeconds(60);

	private static final Duration RESTART_LIMIT = Duration.ofSeconds(30);

	private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

	private static final Pattern STARTED = Pattern.compile("Started \\w+ in [\\d.]+ seconds");

	private static final Pattern PORT = Pattern.compile("started on port (\\d+)");

	private final Process process;

	private final ProcessLog log;

	private final SourceProject project;

	private final int givenPort;

	ForkedApplication(Process process, SourceProject project, int givenPort) {
		this.process = process;
		this.log = new ProcessLog(process.getInputStream());
		this.project = project;
		this.givenPort = givenPort;
		ForkedApplicationLogs.register(this.log);
	}

	/**
	 * Run the classes of a project, with DevTools.
	 * @param project the project
	 * @return a launcher
	 */
	public static ApplicationLauncher of(SourceProject project) {
		return new ApplicationLauncher(project, null);
	}

	/**
	 * Run an executable jar.
	 * @param jar the jar
	 * @return a launcher
	 */
	public static ApplicationLauncher ofJar(Path jar) {
		return new ApplicationLauncher(null, jar);
	}

	/**
	 * A port that nobody uses at the moment.
	 * @return the port
	 */
	public static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The port that the application serves: the given one, or the last one in the log.
	 * @return the port
	 */
	public int port() {
		if (this.givenPort != 0) {
			return this.givenPort;
		}
		return this.log.matches(PORT)
			.stream()
			.mapToInt((match) -> Integer.parseInt(match.group(1)))
			.reduce((first, second) -> second)
			.orElseThrow(() -> new AssertionError("No port in the log"));
	}

	/**
	 * Id of the process.
	 * @return the id
	 */
	public long pid() {
		return this.process.pid();
	}

	/**
	 * Wait until the log says for the first time that the application is up.
	 */
	public void awaitStarted() {
		awaitLog(STARTED, START_LIMIT);
	}

	/**
	 * Wait until a line of the log has a match; the whole log counts.
	 * @param pattern the pattern to look for
	 * @param limit how long to wait
	 */
	public void awaitLog(Pattern pattern, Duration limit) {
		await("'" + pattern + "' in the log", limit, () -> this.log.firstMatch(pattern).isPresent());
	}

	/**
	 * Count the lines of the log with a match.
	 * @param pattern the pattern to look for
	 * @return how many there are so far
	 */
	public int countLog(Pattern pattern) {
		return this.log.matches(pattern).size();
	}

	/**
	 * Find lines of the log.
	 * @param pattern what to find
	 * @return the matches, oldest first
	 */
	public List<MatchResult> findInLog(Pattern pattern) {
		return this.log.matches(pattern);
	}

	/**
	 * The last lines of the log, for the messages of assertions.
	 * @return the lines
	 */
	public String logTail() {
		return this.log.tail();
	}

	/**
	 * Compile another version of the application and wait until the application answers
	 * with it.
	 * @param version what {@code GET /version} is to answer
	 * @return the time from the new class file to the first answer
	 */
	public Duration restart(String version) {
		return restart(() -> this.project.version(version), version);
	}

	/**
	 * Change the application, compile it and wait until the application answers with its
	 * new version.
	 * @param edit the change
	 * @param version what {@code GET /version} answers after the change
	 * @return the time from the new class files to the first answer
	 */
	public Duration restart(Runnable edit, String version) {
		edit.run();
		this.project.compile();
		long compiled = System.nanoTime();
		awaitVersion(version);
		return Duration.ofNanos(System.nanoTime() - compiled);
	}

	/**
	 * Wait until the application answers with a version, whatever it answers before.
	 * @param version what {@code GET /version} is to answer
	 */
	public void awaitVersion(String version) {
		AtomicReference<Object> last = new AtomicReference<>();
		try (RawHttp http = RawHttp.newConnections(port())) {
			await("GET /version answers " + version, RESTART_LIMIT, () -> {
				try {
					RawResponse response = http.get("/version");
					last.set(response);
					return response.status() == 200 && response.text().equals(version);
				}
				catch (RawHttpException ex) {
					last.set(ex);
					return false;
				}
			});
		}
		catch (AssertionError ex) {
			throw new AssertionError(ex.getMessage() + "; last answer: " + last, ex);
		}
	}

	/**
	 * What the JVM of the application tells about itself.
	 * @return access to its memory and threads
	 */
	public JvmInspector jvm() {
		return new JvmInspector(pid());
	}

	/**
	 * Ask the process to end.
	 * @param signal name of the signal: {@code TERM} or {@code INT}
	 */
	public void signal(String signal) {
		try {
			int code = new ProcessBuilder("kill", "-" + signal, String.valueOf(pid())).inheritIO().start().waitFor();
			if (code != 0) {
				throw new IllegalStateException("kill -" + signal + " failed with " + code);
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

	/**
	 * Wait for the end of the process.
	 * @param limit how long to wait
	 * @return its exit code, or nothing if it still runs
	 */
	public OptionalInt awaitExit(Duration limit) {
		try {
			if (!this.process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
				return OptionalInt.empty();
			}
			this.log.awaitEnd();
			return OptionalInt.of(this.process.exitValue());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private void await(String what, Duration limit, BooleanSupplier condition) {
		try {
			Awaitility.await().atMost(limit).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10)).until(() -> {
				if (condition.getAsBoolean()) {
					return true;
				}
				if (!this.process.isAlive()) {
					awaitExit(STOP_LIMIT);
					throw new AssertionError("Process ended with " + this.process.exitValue());
				}
				return false;
			});
		}
		catch (ConditionTimeoutException | AssertionError ex) {
			throw new AssertionError("Not within " + limit + ": " + what + " (" + ex.getMessage() + ")", ex);
		}
	}

	@Override
	public void close() {
		this.process.destroy();
		if (awaitExit(STOP_LIMIT).isEmpty()) {
			this.process.destroyForcibly();
			awaitExit(STOP_LIMIT);
		}
	}

}
